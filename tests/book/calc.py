"""calc.py - LibreOffice as a calculator that is not ours: calc.bas in a profile of its own."""
import html
import os
import subprocess
import tempfile

RECALC_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard"
 xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Calc"/>
</library:library>"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Calc"
 script:language="StarBasic">%s</script:module>"""


def office(tmp, *args, **env):
    return subprocess.run(["soffice", "-env:UserInstallation=file://" + os.path.join(tmp, "profile"),
                           "--headless", "--norestore", *args], timeout=300, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env={**os.environ, **env})


class Calc:
    """Commands are kept; run() does them all in one start of the program."""

    def __init__(self):
        self.jobs = []

    def __getattr__(self, verb):
        """calc.open(path), calc.set(name, value) ...: the commands of calc.bas."""
        def add(*fields):
            self.jobs.append("\t".join([verb, *(str(f) for f in fields)]))
        return add

    def run(self):
        """{label: {name: value}}: numbers are floats, texts str, errors None."""
        said = {}
        with tempfile.TemporaryDirectory() as tmp:
            user = os.path.join(tmp, "profile", "user")
            standard = os.path.join(user, "basic", "Standard")
            os.makedirs(user)
            with open(os.path.join(user, "registrymodifications.xcu"), "w") as f:
                f.write(RECALC_ALWAYS)
            office(tmp, "--terminate_after_init")  # the profile is made, and would lose our macro
            os.makedirs(standard, exist_ok=True)
            with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "calc.bas")) as f:
                module = MODULE % html.escape(f.read(), quote=False)
            for path, text in ((user + "/basic/script.xlc", LIBRARIES), (standard + "/script.xlb", LIBRARY),
                               (standard + "/Calc.xba", module), (tmp + "/jobs", "\n".join(self.jobs) + "\n")):
                with open(path, "w") as f:
                    f.write(text)
            run = office(tmp, "macro:///Standard.Calc.Main", CALC_JOBS=tmp + "/jobs", CALC_SAYS=tmp + "/says")
            try:
                with open(tmp + "/says") as f:
                    lines = f.read().splitlines()
            except OSError:
                lines = []
            if not lines or lines[-1] != "end":
                raise RuntimeError("soffice did not finish: " + run.stdout.decode(errors="replace")[:500]
                                   + " last: " + (lines[-1] if lines else "nothing"))
        for line in lines[:-1]:
            label, name, value = line.split("\t", 2)
            said.setdefault(label, {})[name] = (
                value[1:] if value.startswith("'")
                else None if value.startswith(("error", "no name")) else float(value))
        return said
