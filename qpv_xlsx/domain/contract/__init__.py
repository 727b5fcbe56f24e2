"""What the State commits to: catalogue, measures, targets, territories, the campaign that collects them."""
