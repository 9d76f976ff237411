"""Gateways: Alipay, WeChat Pay. They make codes, report money, are asked what became of it, and pay back."""
