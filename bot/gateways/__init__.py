"""Gateways: Alipay, WeChat Pay. They make codes, report money, are asked what became of it, close codes, pay back."""
