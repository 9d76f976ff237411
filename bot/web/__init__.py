"""HTTP in: health, readiness and metrics."""
