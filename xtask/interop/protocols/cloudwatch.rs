//! CloudWatch: an alarm, data of a metric, and an alarm that is not there.

use std::time::{Duration, SystemTime};

use cloudwatch::primitives::DateTime;
use cloudwatch::types::{ComparisonOperator, Dimension, MetricDatum, StandardUnit, StateValue, Statistic};
use cloudwatch::{Client, Error};

use crate::Result;

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    alarm(&client).await?;
    data(&client).await?;
    let error = client
        .set_alarm_state()
        .alarm_name("nothing")
        .state_value(StateValue::Ok)
        .state_reason("a test")
        .send()
        .await
        .expect_err("there is no such alarm")
        .into_service_error();
    assert!(matches!(error, Error::ResourceNotFound(_)), "{error:?}");
    println!("an alarm was not there: {error}");
    Ok(())
}

async fn alarm(client: &Client) -> Result<()> {
    let dimension = Dimension::builder().name("partner").value("a&b").build()?;
    client
        .put_metric_alarm()
        .alarm_name("interop")
        .namespace("Interop")
        .metric_name("Invitations")
        .dimensions(dimension.clone())
        .statistic(Statistic::Sum)
        .period(60)
        .evaluation_periods(2)
        .threshold(1.5)
        .comparison_operator(ComparisonOperator::GreaterThanThreshold)
        .send()
        .await?;
    println!("created an alarm");
    let output = client.describe_alarms().alarm_names("interop").send().await?;
    let [alarm] = output.metric_alarms() else {
        return Err(format!("{} alarms", output.metric_alarms().len()).into());
    };
    assert_eq!((alarm.threshold(), alarm.period()), (1.5, 60));
    assert_eq!(alarm.dimensions(), [dimension]);
    println!("read it");
    Ok(())
}

async fn data(client: &Client) -> Result<()> {
    let mut call = client.put_metric_data().namespace("Interop");
    for value in [1.5, 2.5, 1e-3] {
        let datum = MetricDatum::builder()
            .metric_name("Invitations")
            .unit(StandardUnit::Count)
            .value(value)
            .build()?;
        call = call.metric_data(datum);
    }
    call.send().await?;
    let output = client.list_metrics().namespace("Interop").send().await?;
    assert!(
        output
            .metrics()
            .iter()
            .any(|metric| metric.metric_name() == Some("Invitations"))
    );
    println!("wrote data of a metric and listed it");
    let now = SystemTime::now();
    let output = client
        .get_metric_statistics()
        .namespace("Interop")
        .metric_name("Invitations")
        .start_time(DateTime::from(now - Duration::from_secs(3_600)))
        .end_time(DateTime::from(now + Duration::from_secs(3_600)))
        .period(7_200)
        .statistics(Statistic::Sum)
        .statistics(Statistic::SampleCount)
        .send()
        .await?;
    let sum: f64 = output.datapoints().iter().map(|point| point.sum()).sum();
    assert!((sum - 4.001).abs() < 1e-9, "{output:?}");
    println!("read its statistics");
    Ok(())
}
