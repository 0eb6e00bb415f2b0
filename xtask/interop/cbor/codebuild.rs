//! CodeBuild: a project, a build of it, and a build of a project that is not there.

use std::time::{Duration, SystemTime};

use codebuild::types::{
    ArtifactsType, ComputeType, EnvironmentType, EnvironmentVariable, ProjectArtifacts, ProjectEnvironment,
    ProjectSource, SourceType,
};
use codebuild::{Client, Error};

use crate::Result;

const NAME: &str = "interop";

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    project(&client).await?;
    build(&client).await?;
    let error = client
        .start_build()
        .project_name("nothing")
        .send()
        .await
        .expect_err("there is no such project")
        .into_service_error();
    assert!(matches!(error, Error::ResourceNotFoundException(_)), "{error:?}");
    println!("a project was not there: {error}");
    Ok(())
}

async fn project(client: &Client) -> Result<()> {
    let variable = EnvironmentVariable::builder().name("STAGE").value("a & b").build()?;
    let environment = ProjectEnvironment::builder()
        .r#type(EnvironmentType::LinuxContainer)
        .image("builder:1")
        .compute_type(ComputeType::BuildGeneral1Small)
        .environment_variables(variable.clone())
        .build()?;
    client
        .create_project()
        .name(NAME)
        .source(
            ProjectSource::builder()
                .r#type(SourceType::S3)
                .location("bucket/path")
                .build()?,
        )
        .artifacts(ProjectArtifacts::builder().r#type(ArtifactsType::NoArtifacts).build()?)
        .environment(environment)
        .service_role("arn:aws:iam::123456789012:role/service-role/builder")
        .timeout_in_minutes(7)
        .send()
        .await?;
    println!("created a project");
    let output = client.list_projects().send().await?;
    assert_eq!(output.projects(), [NAME]);
    let output = client.batch_get_projects().names(NAME).send().await?;
    let [project] = output.projects() else {
        return Err(format!("{} projects", output.projects().len()).into());
    };
    let environment = project.environment().ok_or("no environment")?;
    assert_eq!(environment.environment_variables(), [variable]);
    println!("listed and read it");
    Ok(())
}

async fn build(client: &Client) -> Result<()> {
    let output = client.start_build().project_name(NAME).send().await?;
    let id = output
        .build_value()
        .and_then(|build| build.id())
        .ok_or("the build has no id")?;
    println!("started a build");
    let output = client.batch_get_builds().ids(id).send().await?;
    let [build] = output.builds() else {
        return Err(format!("{} builds", output.builds().len()).into());
    };
    let started = SystemTime::try_from(*build.start_time().ok_or("it has no start")?)?;
    let age = SystemTime::now().duration_since(started)?;
    assert!(age < Duration::from_secs(600), "{age:?}");
    println!("read it, with its times");
    Ok(())
}
