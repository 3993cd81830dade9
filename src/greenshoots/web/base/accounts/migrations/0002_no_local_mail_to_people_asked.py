from __future__ import annotations

import re
from typing import Any

from django.db import migrations

# Invitations and reminders to people who are asked were kept here once. Whoever opened the page saw from the reminders
# who had not answered.
PERSONAL_LINK = re.compile(r"/a/[^/\s]+/[a-z2-7]{26}\b")


def erase(apps: Any, _schema_editor: Any) -> None:
    mail = apps.get_model("accounts", "LocalMail")
    for message in mail.objects.filter(body__contains="/a/").iterator():
        if PERSONAL_LINK.search(message.body):
            message.delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(erase, migrations.RunPython.noop)]
