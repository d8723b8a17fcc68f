"""What people say in a case about points."""
