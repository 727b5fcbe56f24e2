"""What a French wording of a target or a result seems to say: proposed, always to be confirmed."""
