import { type BridgeTarget, bridgeName, ratePerSecond, retryAttempts, retrySeconds } from './bridge-target';

/** The role by which the rule calls the API destination, and the queue of what could not be delivered. */
const callers = `  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: events.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: ${bridgeName}
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: events:InvokeApiDestination
                Resource: { "Fn::GetAtt": [Destination, Arn] }
  Undelivered:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600
  UndeliveredPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [{ Ref: Undelivered }]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: events.amazonaws.com }
            Action: sqs:SendMessage
            Resource: { "Fn::GetAtt": [Undelivered, Arn] }
`;

/** A CloudFormation template in YAML. The secret is a parameter that is not echoed. Written in long form, without tags. */
export function cloudFormationText({ eventSource, region, accountId, webhookUrl, header }: BridgeTarget): string {
  return `# Deploy in account ${accountId}, region ${region}:
#   aws cloudformation deploy --region ${region} --stack-name ${bridgeName} --template-file ${bridgeName}.yaml \\
#     --capabilities CAPABILITY_IAM --parameter-overrides WebhookSecret="$WEBHOOK_SECRET"
AWSTemplateFormatVersion: "2010-09-09"
Description: Events of an Auth0 event stream to Streamgauge
Parameters:
  WebhookSecret:
    Type: String
    NoEcho: true
    MinLength: 16
    Description: The secret of WEBHOOK_HEADER
Resources:
  Bus:
    Type: AWS::Events::EventBus
    Properties:
      Name: ${text(eventSource)}
      EventSourceName: ${text(eventSource)}
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: API_KEY
      AuthParameters:
        ApiKeyAuthParameters:
          ApiKeyName: ${text(header)}
          ApiKeyValue: { Ref: WebhookSecret }
  Destination:
    Type: AWS::Events::ApiDestination
    Properties:
      ConnectionArn: { "Fn::GetAtt": [Connection, Arn] }
      InvocationEndpoint: ${text(webhookUrl)}
      HttpMethod: POST
      InvocationRateLimitPerSecond: ${ratePerSecond}
${callers}  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: { Ref: Bus }
      EventPattern:
        source: [${text(eventSource)}]
      State: ENABLED
      Targets:
        - Id: ${bridgeName}
          Arn: { "Fn::GetAtt": [Destination, Arn] }
          RoleArn: { "Fn::GetAtt": [Role, Arn] }
          RetryPolicy:
            MaximumEventAgeInSeconds: ${retrySeconds}
            MaximumRetryAttempts: ${retryAttempts}
          DeadLetterConfig:
            Arn: { "Fn::GetAtt": [Undelivered, Arn] }
`;
}

/** A string that YAML reads as it is written: its double quotes escape as JSON's do. */
const text = (value: string): string => JSON.stringify(value);
