"""A room scores blind, sees the spread, talks, and agrees."""
