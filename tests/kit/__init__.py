"""What tests are built with: databases, builders."""
