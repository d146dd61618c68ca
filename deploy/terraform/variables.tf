variable "environment" {
  description = "Names everything, such as staging or prod."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.environment))
    error_message = "environment is 1 to 20 lower-case letters, digits and hyphens, and starts with a letter."
  }
}

variable "tenants" {
  description = "Tenants that have a secret of their own for each CRM. A single-tenant installation has one, default."
  type        = set(string)
  default     = ["default"]

  validation {
    condition     = length(var.tenants) > 0 && alltrue([for tenant in var.tenants : can(regex("^[a-z0-9][a-z0-9-]{0,39}$", tenant))])
    error_message = "A tenant's name is 1 to 40 lower-case letters, digits and hyphens, and does not start with a hyphen."
  }
}

variable "role_name" {
  description = "IAM role that the worker and the api run under; it gets the policy to read the secrets."
  type        = string
}

variable "kms_key_arn" {
  description = "Customer-managed KMS key of the secrets; null for the account's own key of Secrets Manager."
  type        = string
  default     = null
}

variable "recovery_days" {
  description = "How long a deleted secret can be brought back."
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_days >= 7 && var.recovery_days <= 30
    error_message = "recovery_days is 7 to 30."
  }
}

variable "vpc_id" {
  description = "VPC of Redis."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of Redis, in at least two availability zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "Redis needs subnets in two availability zones, so that its replica can take over."
  }
}

variable "client_security_group_ids" {
  description = "Security groups of the worker and the api; nobody else reaches Redis."
  type        = set(string)
}

variable "redis_node_type" {
  description = "Size of a Redis node. The limits of a tenant are some hundred bytes for each lead and account."
  type        = string
  default     = "cache.t4g.small"
}

variable "tags" {
  description = "More tags for everything."
  type        = map(string)
  default     = {}
}
