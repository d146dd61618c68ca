locals {
  providers = toset(["salesforce", "hubspot"])

  # One secret for each tenant and CRM: prod/crm/acme/hubspot.
  secrets = {
    for pair in setproduct(var.tenants, local.providers) :
    "${var.environment}/crm/${pair[0]}/${pair[1]}" => { tenant = pair[0], provider = pair[1] }
  }

  tags = merge(var.tags, {
    Environment = var.environment
    Service     = "handrail"
    ManagedBy   = "terraform"
  })
}

# The secrets without their values: those are put by deploy/rotate-credentials and never stand in Terraform's state.
resource "aws_secretsmanager_secret" "crm" {
  for_each = local.secrets

  name                    = each.key
  description             = "What Handrail's tenant ${each.value.tenant} signs in to ${each.value.provider} with"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_days
  tags                    = merge(local.tags, { Tenant = each.value.tenant, Provider = each.value.provider })
}

data "aws_iam_policy_document" "read_credentials" {
  statement {
    sid       = "ReadExactlyTheseSecrets"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = [for secret in aws_secretsmanager_secret.crm : secret.arn]
  }

  dynamic "statement" {
    for_each = var.kms_key_arn == null ? [] : [var.kms_key_arn]

    content {
      sid       = "DecryptThemInSecretsManagerOnly"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.${data.aws_region.current.name}.amazonaws.com"]
      }
    }
  }
}

data "aws_region" "current" {}

resource "aws_iam_policy" "read_credentials" {
  name        = "${var.environment}-handrail-read-credentials"
  description = "Read the CRM credentials of Handrail's tenants, and nothing else"
  policy      = data.aws_iam_policy_document.read_credentials.json
  tags        = local.tags
}

resource "aws_iam_role_policy_attachment" "read_credentials" {
  role       = var.role_name
  policy_arn = aws_iam_policy.read_credentials.arn
}
