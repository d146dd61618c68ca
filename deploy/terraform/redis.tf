# Unlike the credentials of CRMs this one stands in Terraform's state: keep that encrypted and to yourself.
resource "random_password" "redis" {
  length  = 64
  special = false # it becomes a part of the address
}

resource "aws_security_group" "redis" {
  name        = "${var.environment}-handrail-redis"
  description = "Redis of Handrail: its worker and api only"
  vpc_id      = var.vpc_id
  tags        = local.tags
}

resource "aws_vpc_security_group_ingress_rule" "redis" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.redis.id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
  tags                         = local.tags
}

resource "aws_elasticache_subnet_group" "redis" {
  name       = "${var.environment}-handrail"
  subnet_ids = var.subnet_ids
  tags       = local.tags
}

resource "aws_elasticache_parameter_group" "redis" {
  name   = "${var.environment}-handrail"
  family = "redis7"
  tags   = local.tags

  # A limit that is evicted is a limit that is forgotten: refuse new keys instead.
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }
}

resource "aws_elasticache_replication_group" "redis" {
  replication_group_id       = "${var.environment}-handrail"
  description                = "Limits of Handrail's tool calls"
  engine                     = "redis"
  engine_version             = "7.1"
  node_type                  = var.redis_node_type
  num_cache_clusters         = 2
  multi_az_enabled           = true
  automatic_failover_enabled = true
  parameter_group_name       = aws_elasticache_parameter_group.redis.name
  subnet_group_name          = aws_elasticache_subnet_group.redis.name
  security_group_ids         = [aws_security_group.redis.id]
  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
  auth_token                 = random_password.redis.result
  tags                       = local.tags
}

# HANDRAIL_REDIS_URL holds the password, so it is a secret as well; whatever starts the programs reads it.
resource "aws_secretsmanager_secret" "redis_url" {
  name                    = "${var.environment}/handrail/redis-url"
  description             = "HANDRAIL_REDIS_URL"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_days
  tags                    = local.tags
}

resource "aws_secretsmanager_secret_version" "redis_url" {
  secret_id = aws_secretsmanager_secret.redis_url.id
  secret_string = format(
    "rediss://:%s@%s:6379",
    random_password.redis.result,
    aws_elasticache_replication_group.redis.primary_endpoint_address,
  )
}
