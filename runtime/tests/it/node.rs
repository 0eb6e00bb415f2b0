//! A structure with a member of each kind, for the formats that the fuzz targets and the property
//! tests write and read.

use std::collections::HashMap;

use smithy_client_runtime::primitives::{BigDecimal, BigInteger, Blob, DateTime};
use smithy_client_runtime::schema::{MemberRef, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer,
};

/// A structure that contains itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    pub label: Option<String>,
    pub text: Option<String>,
    pub flag: Option<bool>,
    pub number: Option<i64>,
    pub double: Option<f64>,
    pub big_integer: Option<BigInteger>,
    pub big_decimal: Option<BigDecimal>,
    pub blob: Option<Blob>,
    pub time: Option<DateTime>,
    pub list: Option<Vec<String>>,
    pub flat: Option<Vec<i32>>,
    pub map: Option<HashMap<String, String>>,
    pub child: Option<Box<Node>>,
    pub nodes: Option<Vec<Node>>,
}

static NODE: Schema = Schema::new(
    "com.example#Node",
    "Label xml_attribute;Text;Flag;Number;Double;BigInteger;BigDecimal;Blob;Time;List;Flat xml_flattened;Map;Child;\
     Nodes;",
);

impl SerializeShape for Node {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        let values: [&dyn SerializeShape; 14] = [
            &self.label,
            &self.text,
            &self.flag,
            &self.number,
            &self.double,
            &self.big_integer,
            &self.big_decimal,
            &self.blob,
            &self.time,
            &self.list,
            &self.flat,
            &self.map,
            &self.child,
            &self.nodes,
        ];
        serializer.structure(member, &NODE, &values);
    }
}

impl ErrorCorrection for Node {
    fn corrected() -> Self {
        Self::default()
    }
}

impl DeserializeShape for Node {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(
            &NODE,
            &mut [
                &mut slot.label,
                &mut slot.text,
                &mut slot.flag,
                &mut slot.number,
                &mut slot.double,
                &mut slot.big_integer,
                &mut slot.big_decimal,
                &mut slot.blob,
                &mut slot.time,
                &mut slot.list,
                &mut slot.flat,
                &mut slot.map,
                &mut slot.child,
                &mut slot.nodes,
            ],
        )
    }
}
