output "settings" {
  description = "Environment of the worker and the api."
  value = {
    for provider in local.providers :
    "AWS_SECRET_NAME_${upper(provider)}" => "${var.environment}/crm/{tenant}/${provider}"
  }
}

output "secret_names" {
  description = "What deploy/rotate-credentials takes as --secret."
  value       = sort(keys(local.secrets))
}

output "redis_url_secret" {
  description = "ARN of the secret whose text is HANDRAIL_REDIS_URL, for whatever starts the programs."
  value       = aws_secretsmanager_secret.redis_url.arn
}
