"""A form with every kind of field, for the page that shows every component."""

from __future__ import annotations

from django import forms

CHOICES = [("protected", "Protected"), ("open", "Open room"), ("named", "Named")]


class EveryField(forms.Form):
    """One field of each kind, some of them filled in wrongly."""

    subject = forms.CharField(label="Subject", help_text="A service, an organisation or a local system.")
    asked = forms.IntegerField(label="How many people are asked?", required=False)
    why = forms.CharField(label="Who is asking, and why", widget=forms.Textarea(attrs={"rows": 4}))
    way = forms.ChoiceField(label="How are people protected?", choices=CHOICES, widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(label="Ask about", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    language = forms.ChoiceField(label="Language", choices=[("en", "English"), ("cy", "Cymraeg")])
    closes = forms.DateField(label="Closes", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    file = forms.FileField(label="File", help_text="CSV or XLSX.")
    words = forms.BooleanField(label="Ask for comments", help_text="Comments are optional.")
