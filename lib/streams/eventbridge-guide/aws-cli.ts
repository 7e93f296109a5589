import { type BridgeTarget, bridgeName, ratePerSecond, retryAttempts, retrySeconds } from './bridge-target';

/** Commands of the AWS CLI 2, for a POSIX shell. The secret is read from `WEBHOOK_SECRET`. */
export function awsCliText({ eventSource, region, accountId, webhookUrl, header }: BridgeTarget): string {
  const key = JSON.stringify({ ApiKeyAuthParameters: { ApiKeyName: header, ApiKeyValue: '$WEBHOOK_SECRET' } });
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  const allowed = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: '$DESTINATION' }],
  });
  const targets = JSON.stringify([
    {
      Id: bridgeName,
      Arn: '$DESTINATION',
      RoleArn: '$ROLE',
      RetryPolicy: { MaximumEventAgeInSeconds: retrySeconds, MaximumRetryAttempts: retryAttempts },
    },
  ]);
  return `# Account ${accountId}. The secret is the one of WEBHOOK_HEADER; it stays out of this text.
export AWS_REGION=${quoted(region)}
read -rs WEBHOOK_SECRET
BUS=${quoted(eventSource)}

# 1. Take what Auth0 sends: a bus of the same name as the event source.
aws events create-event-bus --name "$BUS" --event-source-name "$BUS"

# 2. The address of this app, and the header that lets AWS in.
CONNECTION=$(aws events create-connection --name ${bridgeName} --authorization-type API_KEY \\
  --auth-parameters ${spliced(key)} --query ConnectionArn --output text)
DESTINATION=$(aws events create-api-destination --name ${bridgeName} --connection-arn "$CONNECTION" \\
  --invocation-endpoint ${quoted(webhookUrl)} --http-method POST \\
  --invocation-rate-limit-per-second ${ratePerSecond} --query ApiDestinationArn --output text)

# 3. Let the rule call it.
ROLE=$(aws iam create-role --role-name ${bridgeName}-events --query Role.Arn --output text \\
  --assume-role-policy-document ${quoted(trust)})
aws iam put-role-policy --role-name ${bridgeName}-events --policy-name ${bridgeName} \\
  --policy-document ${spliced(allowed)}

# 4. Everything that comes by this bus goes there.
aws events put-rule --name ${bridgeName} --event-bus-name "$BUS" \\
  --event-pattern ${quoted(JSON.stringify({ source: [eventSource] }))}
aws events put-targets --rule ${bridgeName} --event-bus-name "$BUS" \\
  --targets ${spliced(targets)}
`;
}

/** In single quotes as a POSIX shell reads them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** In single quotes, except for our variables, which the shell is to fill in. */
function spliced(text: string): string {
  return quoted(text).replaceAll(/\$(?:WEBHOOK_SECRET|DESTINATION|ROLE)\b/g, (variable) => `'"${variable}"'`);
}
