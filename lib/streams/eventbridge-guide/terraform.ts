import { type BridgeTarget, bridgeName, ratePerSecond, retryAttempts, retrySeconds } from './bridge-target';

/** Lets the rule call the API destination. */
const role = `resource "aws_iam_role" "${bridgeName}" {
  name = "${bridgeName}-events"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "${bridgeName}" {
  name = "${bridgeName}"
  role = aws_iam_role.${bridgeName}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "events:InvokeApiDestination"
      Resource = aws_cloudwatch_event_api_destination.${bridgeName}.arn
    }]
  })
}
`;

/** Resources of the AWS provider of Terraform. The secret is a sensitive variable. */
export function terraformText({ eventSource, region, accountId, webhookUrl, header }: BridgeTarget): string {
  return `# For the AWS provider with region ${region} and account ${accountId}.
variable "webhook_secret" {
  description = "The secret of WEBHOOK_HEADER"
  type        = string
  sensitive   = true
}

resource "aws_cloudwatch_event_bus" "auth0" {
  name              = ${text(eventSource)}
  event_source_name = ${text(eventSource)}
}

resource "aws_cloudwatch_event_connection" "${bridgeName}" {
  name               = "${bridgeName}"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = ${text(header)}
      value = var.webhook_secret
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "${bridgeName}" {
  name                             = "${bridgeName}"
  connection_arn                   = aws_cloudwatch_event_connection.${bridgeName}.arn
  invocation_endpoint              = ${text(webhookUrl)}
  http_method                      = "POST"
  invocation_rate_limit_per_second = ${ratePerSecond}
}

${role}
resource "aws_cloudwatch_event_rule" "${bridgeName}" {
  name           = "${bridgeName}"
  event_bus_name = aws_cloudwatch_event_bus.auth0.name
  event_pattern  = jsonencode({ source = [${text(eventSource)}] })
}

resource "aws_cloudwatch_event_target" "${bridgeName}" {
  rule           = aws_cloudwatch_event_rule.${bridgeName}.name
  event_bus_name = aws_cloudwatch_event_bus.auth0.name
  arn            = aws_cloudwatch_event_api_destination.${bridgeName}.arn
  role_arn       = aws_iam_role.${bridgeName}.arn

  retry_policy {
    maximum_event_age_in_seconds = ${retrySeconds}
    maximum_retry_attempts       = ${retryAttempts}
  }
}
`;
}

/** A string of HCL: JSON's escapes, and its templates written as text. */
const text = (value: string): string =>
  JSON.stringify(value).replaceAll(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
