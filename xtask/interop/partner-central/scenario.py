"""The scenario of scenario.rs, run by botocore: the same calls, and the same lines.

The endpoint, the region and the credentials come from the environment.
"""

import os

import botocore.session
from botocore.exceptions import ClientError

CATALOG = "Sandbox"

client = botocore.session.get_session().create_client(
    "partnercentral-selling", endpoint_url=os.environ["AWS_ENDPOINT_URL"], region_name=os.environ["AWS_REGION"]
)


def line(operation, *facts):
    print(f"{operation}: {', '.join(str(fact) for fact in facts)}")


def call(operation, **members):
    """Calls an operation; members are in the catalog of the scenario unless they name a resource."""
    if "ResourceArn" not in members:
        members = {"Catalog": CATALOG, **members}
    method = botocore.xform_name(operation)
    return getattr(client, method)(**members)


def error(operation, **members):
    try:
        call(operation, **members)
        line(operation, "no error")
    except ClientError as raised:
        line(operation, raised.response["Error"]["Code"])


def create(company, origin):
    created = call(
        "CreateOpportunity",
        Origin=origin,
        Customer={
            "Account": {
                "CompanyName": company,
                "Industry": "Retail",
                "WebsiteUrl": "https://customer.example",
                "Address": {"CountryCode": "US", "PostalCode": "98109"},
            }
        },
        Project={
            "Title": "Reports by morning",
            "CustomerBusinessProblem": "Reports that are due in the morning take until noon. \U0001f9ee",
            "ExpectedCustomerSpend": [
                {
                    "Amount": "1234567890123456789012345678901.25",
                    "CurrencyCode": "USD",
                    "Frequency": "Monthly",
                    "TargetCompany": "AWS",
                }
            ],
        },
        LifeCycle={"Stage": "Qualified", "TargetCloseDate": "2099-12-31"},
    )
    line("CreateOpportunity", created["Id"])
    return created["Id"]


def get(identifier):
    return call("GetOpportunity", Identifier=identifier)


def update_of(read):
    """Members of an update that changes nothing."""
    members = {name: read[name] for name in ("Customer", "LifeCycle", "Project") if name in read}
    return {"Identifier": read["Id"], "LastModifiedDate": read["LastModifiedDate"], **members}


def settings():
    put = call("PutSellingSystemSettings", ResourceSnapshotJobRoleIdentifier="SnapshotRole")
    line("PutSellingSystemSettings", put["Catalog"], put["ResourceSnapshotJobRoleArn"])
    got = call("GetSellingSystemSettings")
    line("GetSellingSystemSettings", got["Catalog"], got["ResourceSnapshotJobRoleArn"])
    error("GetSellingSystemSettings", Catalog="Production")


def change(identifier):
    read = get(identifier)
    account, spend = read["Customer"]["Account"], read["Project"]["ExpectedCustomerSpend"]
    status = read["LifeCycle"]["ReviewStatus"]
    line("GetOpportunity", read["Id"], status, account["CompanyName"], spend[0]["Amount"])
    updated = call(
        "UpdateOpportunity",
        **{**update_of(read), "LifeCycle": {**read["LifeCycle"], "NextSteps": "Show the pilot"}},
    )
    line("UpdateOpportunity", updated["Id"])
    error("UpdateOpportunity", **update_of(read))
    read = get(identifier)
    line("GetOpportunity", read["LifeCycle"]["NextSteps"], len(read["LifeCycle"]["NextStepsHistory"]))
    error("GetOpportunity", Catalog="AWS", Identifier=identifier)


def associate(identifier):
    listed = call("ListSolutions", MaxResults=2)
    solutions = listed["SolutionSummaries"]
    more = "more" if "NextToken" in listed else "all"
    first = solutions[0]
    line("ListSolutions", len(solutions), more, first["Id"], first["Name"], first["Status"])
    for kind, entity in (("Solutions", first["Id"]), ("AwsProducts", "AmazonEC2")):
        call(
            "AssociateOpportunity",
            OpportunityIdentifier=identifier,
            RelatedEntityType=kind,
            RelatedEntityIdentifier=entity,
        )
        line("AssociateOpportunity", entity)
    call(
        "DisassociateOpportunity",
        OpportunityIdentifier=identifier,
        RelatedEntityType="AwsProducts",
        RelatedEntityIdentifier="AmazonEC2",
    )
    related = get(identifier)["RelatedEntityIdentifiers"]
    line("DisassociateOpportunity", " ".join(related["Solutions"]), len(related.get("AwsProducts", [])))
    call(
        "AssignOpportunity",
        Identifier=identifier,
        Assignee={
            "Email": "robin@partner.example",
            "FirstName": "Robin",
            "LastName": "Example",
            "BusinessTitle": "Seller",
        },
    )
    line("AssignOpportunity", "done")
    return first["Id"]


def list_opportunities():
    sort = {"SortBy": "CustomerCompanyName", "SortOrder": "DESCENDING"}
    paginator = client.get_paginator("list_opportunities")
    for page in paginator.paginate(Catalog=CATALOG, Sort=sort, PaginationConfig={"PageSize": 1}):
        for summary in page["OpportunitySummaries"]:
            line("ListOpportunities", summary["Id"], summary["Customer"]["Account"]["CompanyName"])
    error("ListOpportunities", NextToken="of another query")


def submit(identifier):
    call("SubmitOpportunity", Identifier=identifier, InvolvementType="For Visibility Only")
    read = get(identifier)
    line("SubmitOpportunity", read["LifeCycle"]["ReviewStatus"])
    error("UpdateOpportunity", **update_of(read))
    approved = {**read["LifeCycle"], "ReviewStatus": "Approved"}
    call("UpdateOpportunity", **{**update_of(read), "LifeCycle": approved})
    line("UpdateOpportunity", get(identifier)["LifeCycle"]["ReviewStatus"])
    summary = call("GetAwsOpportunitySummary", RelatedOpportunityIdentifier=identifier)
    line(
        "GetAwsOpportunitySummary",
        summary["RelatedOpportunityId"],
        summary["InvolvementType"],
        summary["LifeCycle"]["Stage"],
    )


def start(identifier):
    operation = "StartEngagementFromOpportunityTask"
    members = {
        "Identifier": identifier,
        "ClientToken": "the-same-token",
        "AwsSubmission": {"InvolvementType": "Co-Sell"},
    }
    started = call(operation, **members)
    line(operation, started["TaskId"], started["TaskStatus"])
    line(operation, call(operation, **members)["TaskId"])
    error(operation, **{**members, "AwsSubmission": {"InvolvementType": "For Visibility Only"}})
    for _ in range(2):
        listed = call("ListEngagementFromOpportunityTasks", TaskIdentifier=[started["TaskId"]])
        task = listed["TaskSummaries"][0]
        created = ("EngagementId", "EngagementInvitationId", "ResourceSnapshotJobId")
        line(
            "ListEngagementFromOpportunityTasks",
            task["TaskStatus"],
            *(task.get(member, "none") for member in created),
        )


def tag(identifier):
    arn = get(identifier)["Arn"]
    tags = [{"Key": "team", "Value": "west"}, {"Key": "größe", "Value": "3"}]
    call("TagResource", ResourceArn=arn, Tags=tags)
    line("TagResource", arn)
    call("UntagResource", ResourceArn=arn, TagKeys=["team"])
    line("UntagResource", "team")
    for held in call("ListTagsForResource", ResourceArn=arn)["Tags"]:
        line("ListTagsForResource", held["Key"], held["Value"])


def opportunities():
    settings()
    first = create("Example Corp.", "Partner Referral")
    change(first)
    solution = associate(first)
    second = create("Second Corp.", "Partner Referral")
    call(
        "AssociateOpportunity",
        OpportunityIdentifier=second,
        RelatedEntityType="Solutions",
        RelatedEntityIdentifier=solution,
    )
    list_opportunities()
    submit(second)
    start(first)
    tag(first)
    return first


def engagements():
    created = call("CreateEngagement", Title="A joint engagement", Description="Of two companies")
    identifier = created["Id"]
    line("CreateEngagement", identifier, created["Arn"])
    context(identifier)
    got = call("GetEngagement", Identifier=identifier)
    first = got["Contexts"][0]
    lead = first["Payload"]["Lead"]
    line(
        "GetEngagement",
        got["Title"],
        got["MemberCount"],
        first["Type"],
        lead["QualificationStatus"],
        len(lead["Interactions"]),
    )
    for summary in call("ListEngagements", ContextTypes=["Lead"])["EngagementSummaryList"]:
        line("ListEngagements", summary["Id"], " ".join(summary["ContextTypes"]))
    for member in call("ListEngagementMembers", Identifier=identifier)["EngagementMemberList"]:
        line("ListEngagementMembers", member["CompanyName"], member["AccountId"])
    return identifier


def context(engagement):
    customer = {"CompanyName": "Example Corp.", "WebsiteUrl": "https://customer.example"}
    interaction = {
        "SourceType": "Event",
        "SourceId": "event-7",
        "SourceName": "Harbour days",
        "CustomerAction": "Asked",
        "Contact": {
            "BusinessTitle": "Head of Reports",
            "Email": "head@customer.example",
            "FirstName": "Robin",
            "LastName": "Example",
        },
    }
    payload = {"Lead": {"Customer": customer, "Interactions": [interaction]}}
    created = call("CreateEngagementContext", EngagementIdentifier=engagement, Type="Lead", Payload=payload)
    line("CreateEngagementContext", created["ContextId"])
    error(
        "CreateEngagementContext",
        EngagementIdentifier=engagement,
        Type="CustomerProject",
        Payload=payload,
    )
    members = {
        "EngagementIdentifier": engagement,
        "ContextIdentifier": created["ContextId"],
        "EngagementLastModifiedAt": created["EngagementLastModifiedAt"],
        "Type": "Lead",
        "Payload": {
            "Lead": {"QualificationStatus": "Qualified", "Customer": customer, "Interaction": interaction}
        },
    }
    line("UpdateEngagementContext", call("UpdateEngagementContext", **members)["ContextId"])
    error("UpdateEngagementContext", **members)


def invitation_status(identifier):
    return call("GetEngagementInvitation", Identifier=identifier)["Status"]


def send_invitation():
    engagement = call("CreateEngagement", Title="An engagement")["Id"]
    lead = {
        "Customer": {"CompanyName": "Example Corp.", "CountryCode": "US"},
        "Interaction": {
            "SourceType": "Event",
            "SourceId": "event-7",
            "SourceName": "Harbour days",
            "ContactBusinessTitle": "Head of Reports",
        },
    }
    created = call(
        "CreateEngagementInvitation",
        EngagementIdentifier=engagement,
        Invitation={
            "Message": 'Hello \U0001f680\n"Robin"',
            "Receiver": {"Account": {"AwsAccountId": "222233334444"}},
            "Payload": {"LeadInvitation": lead},
        },
    )
    line("CreateEngagementInvitation", created["Id"], created["Arn"])
    got = call("GetEngagementInvitation", Identifier=created["Arn"])
    line(
        "GetEngagementInvitation",
        got["PayloadType"],
        got["Payload"]["LeadInvitation"]["Customer"]["CompanyName"],
        got["InvitationMessage"].split("\n")[-1],
    )


def invitations():
    send_invitation()
    for company in ("Third Corp.", "Fourth Corp.", "Fifth Corp."):
        create(company, "AWS Referral")
    listed = call("ListEngagementInvitations", ParticipantType="RECEIVER")
    accepted, rejected, by_task = (summary["Id"] for summary in listed["EngagementInvitationSummaries"])
    line("ListEngagementInvitations", accepted, rejected, by_task)
    call("AcceptEngagementInvitation", Identifier=accepted)
    line("AcceptEngagementInvitation", invitation_status(accepted))
    error("AcceptEngagementInvitation", Identifier=accepted)
    call("RejectEngagementInvitation", Identifier=rejected, RejectionReason="Customer problem unclear")
    line("RejectEngagementInvitation", invitation_status(rejected))
    started = call("StartEngagementByAcceptingInvitationTask", Identifier=by_task)["TaskId"]
    line("StartEngagementByAcceptingInvitationTask", started)
    for _ in range(2):
        listed = call("ListEngagementByAcceptingInvitationTasks", TaskIdentifier=[started])
        task = listed["TaskSummaries"][0]
        line(
            "ListEngagementByAcceptingInvitationTasks",
            task["TaskStatus"],
            task.get("OpportunityId", "none"),
        )


def snapshots(engagement, opportunity):
    view = {
        "EngagementIdentifier": engagement,
        "ResourceType": "Opportunity",
        "ResourceIdentifier": opportunity,
        "ResourceSnapshotTemplateIdentifier": "OpportunitySummary",
    }
    line("CreateResourceSnapshot", call("CreateResourceSnapshot", **view)["Revision"])
    got = call("GetResourceSnapshot", **view)
    account = got["Payload"]["OpportunitySummary"]["Customer"]["Account"]
    line("GetResourceSnapshot", got["ResourceId"], account["CompanyName"])
    listed = call("ListResourceSnapshots", EngagementIdentifier=engagement)
    for snapshot in listed["ResourceSnapshotSummaries"]:
        line("ListResourceSnapshots", snapshot["Arn"])
    listed = call("ListEngagementResourceAssociations", EngagementIdentifier=engagement)
    for association in listed["EngagementResourceAssociationSummaries"]:
        line("ListEngagementResourceAssociations", association["ResourceId"], association["ResourceType"])
    job = call("CreateResourceSnapshotJob", **view)["Id"]
    line("CreateResourceSnapshotJob", job)
    call("StartResourceSnapshotJob", ResourceSnapshotJobIdentifier=job)
    line("StartResourceSnapshotJob", job)
    error("DeleteResourceSnapshotJob", ResourceSnapshotJobIdentifier=job)
    got = call("GetResourceSnapshotJob", ResourceSnapshotJobIdentifier=job)
    ran = "ran" if "LastSuccessfulExecutionDate" in got else "did not run"
    line("GetResourceSnapshotJob", got["Status"], ran)
    listed = call("ListResourceSnapshotJobs", EngagementIdentifier=engagement)
    for summary in listed["ResourceSnapshotJobSummaries"]:
        line("ListResourceSnapshotJobs", summary["Id"])
    for operation in ("StopResourceSnapshotJob", "DeleteResourceSnapshotJob"):
        call(operation, ResourceSnapshotJobIdentifier=job)
        line(operation, job)


def tasks(engagement):
    for number in ("1", "5"):
        started = call(
            "StartOpportunityFromEngagementTask", Identifier=engagement, ContextIdentifier=number
        )["TaskId"]
        line("StartOpportunityFromEngagementTask", started)
        for _ in range(2):
            listed = call("ListOpportunityFromEngagementTasks", TaskIdentifier=[started])
            task = listed["TaskSummaries"][0]
            line(
                "ListOpportunityFromEngagementTasks",
                task["TaskStatus"],
                task.get("ReasonCode", "none"),
                task.get("OpportunityId", "none"),
            )
    started = call(
        "StartProspectingFromEngagementTask",
        TaskName="First prospects",
        Identifiers=[engagement, "eng-00000000000000"],
    )
    line("StartProspectingFromEngagementTask", started["TaskId"], started["TaskStatus"])
    for _ in range(2):
        got = call("GetProspectingFromEngagementTask", TaskIdentifier=started["TaskId"])
        for result in got["Engagements"]:
            outcome = result.get("EngagementContextId", result.get("ReasonCode", "none"))
            line(
                "GetProspectingFromEngagementTask",
                result["EngagementIdentifier"],
                result["Status"],
                outcome,
            )
    for task in call("ListProspectingFromEngagementTasks")["TaskSummaries"]:
        line(
            "ListProspectingFromEngagementTasks",
            task["TaskName"],
            task["TotalEngagementCount"],
            task["CompletedEngagementCount"],
            task["FailedEngagementCount"],
        )


of_opportunity = opportunities()
of_engagement = engagements()
invitations()
snapshots(of_engagement, of_opportunity)
tasks(of_engagement)
