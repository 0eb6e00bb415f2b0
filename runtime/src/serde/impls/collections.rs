//! Serialization and deserialization of lists and maps.

use std::collections::HashMap;
use std::hash::Hash;

use crate::schema::MemberRef;
use crate::serde::{DeserializeError, DeserializeShape, SerializeShape, ShapeDeserializer, ShapeSerializer};

impl<T: SerializeShape> SerializeShape for Vec<T> {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        serializer.begin_list(member, self.len());
        let element = member.element();
        for value in self {
            value.write_element(element, serializer);
        }
        serializer.end_list();
    }
}

impl<T: DeserializeShape> DeserializeShape for Vec<T> {
    const OVERWRITES: bool = true;

    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        *slot = Self::read(deserializer)?;
        Ok(())
    }

    fn read(deserializer: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
        // For small values, a move costs nothing.
        let in_place = const { !T::NULLABLE && size_of::<T>() > 256 };
        let mut values = Self::new();
        deserializer.begin_list()?;
        if T::FROM_STR && !T::NULLABLE {
            deserializer.texts(&mut |text, follows| {
                if values.capacity() == 0 {
                    values.reserve_exact(if follows { 4 } else { 1 });
                }
                if let Some(value) = T::from_text(text) {
                    values.push(value);
                }
            });
        }
        while if T::NULLABLE {
            deserializer.next_element()?
        } else {
            deserializer.next_value()?
        } {
            let is_full = values.len() == values.capacity();
            if in_place && !is_full {
                // The value is created in its final place; `push` would move it.
                values.resize_with(values.len() + 1, T::corrected);
                if let Some(value) = values.last_mut() {
                    T::read_into(value, deserializer)?;
                }
                continue;
            }
            let value = if T::FROM_STR || T::NULLABLE {
                T::read(deserializer)?
            } else {
                // Without a `Result` around it, the value is moved once less.
                let mut value = T::corrected();
                T::read_into(&mut value, deserializer)?;
                value
            };
            if is_full {
                let room = deserializer.reserve_hint(values.len(), size_of::<T>());
                match values.capacity() {
                    0 => values = Self::with_capacity(room),
                    _ => values.reserve_exact(room),
                }
            }
            values.push(value);
            T::read_run(&mut values, deserializer);
        }
        // Excess capacity is released.
        if values.capacity() / 2 > values.len() + 4 {
            values.shrink_to_fit();
        }
        Ok(values)
    }
}

impl<K: AsRef<str>, T: SerializeShape> SerializeShape for HashMap<K, T> {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        serializer.begin_map(member, self.len());
        let is_ordered = serializer.orders_maps();
        let map_value = member.map_value();
        let mut write = |key: &K, value: &T| {
            serializer.key(key.as_ref());
            value.write_element(map_value, serializer);
        };
        if is_ordered {
            let mut entries: Vec<_> = self.iter().collect();
            entries.sort_by(|(one, _), (other, _)| one.as_ref().cmp(other.as_ref()));
            entries.into_iter().for_each(|(key, value)| write(key, value));
        } else {
            self.iter().for_each(|(key, value)| write(key, value));
        }
        serializer.end_map();
    }
}

impl<K: From<String> + Eq + Hash, T: DeserializeShape> DeserializeShape for HashMap<K, T> {
    const OVERWRITES: bool = true;

    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        *slot = Self::read(deserializer)?;
        Ok(())
    }

    fn read(deserializer: &mut dyn ShapeDeserializer) -> Result<Self, DeserializeError> {
        let mut values = Self::new();
        deserializer.begin_map()?;
        while let Some(key) = deserializer.next_key()? {
            if T::NULLABLE || !deserializer.null()? {
                values.insert(K::from(key), T::read(deserializer)?);
            }
        }
        Ok(values)
    }
}
