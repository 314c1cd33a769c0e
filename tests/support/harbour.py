"""Three invented papers on one storm, with claims that are one, that disagree, and a quotation that was changed."""

from __future__ import annotations

from newsroom import Newsroom

from graphkit.visualisation import render_html

__all__ = ["Harbour"]


class Harbour(Newsroom):
    """Three papers on one storm: one number that two give, another, a denial, and a quotation that lost its 'not'."""

    def __init__(self, hostile: str = "") -> None:
        super().__init__()
        gull = self.write(
            "Twelve boats sank, Ida Roe said. "
            f"Kester denied that a pipe leaked {hostile}. “We did not ask,” Hale added.",
            title=f"Storm {hostile}",
            publisher="The Gull",
            issued="2031-03-03",
        )
        tide = self.write(
            "A wet 🌧️ day. Ann Berg said that 12 boats had gone down. “We did ask,” Hale added. "
            "A pipe leaked, Lund told us.",
            title="Losses",
            publisher="Tide Daily",
            issued="2031-03-04",
        )
        wire = self.write("The guard said that 14 boats sank. It rained, Moe added.", title="Wire")
        who = {
            name: self.name(document, name, slug=name.split()[-1].lower())
            for document, name in ((gull, "Ida Roe"), (gull, "Kester"), (gull, "Hale"), (tide, "Ann Berg"))
        }
        self.name(tide, "Hale", slug="hale")
        self.twelve = self.claim(gull, "Ida Roe", "said", "Twelve boats sank", who=who["Ida Roe"])
        self.again = self.claim(tide, "Ann Berg", "said", "that 12 boats had gone down", who=who["Ann Berg"])
        self.fourteen = self.claim(wire, "The guard", "said", "that 14 boats sank", who=self.name(wire, "The guard"))
        self.denial = self.claim(
            gull, "Kester", "denied", f"that a pipe leaked {hostile}".strip(), who=who["Kester"], act="denies"
        )
        self.charge = self.claim(tide, "Lund", "told us", "A pipe leaked", who=self.name(tide, "Lund"))
        self.not_asked = self.claim(gull, "Hale", "added", "“We did not ask,”", who=who["Hale"])
        self.asked = self.claim(tide, "Hale", "added", "“We did ask,”", who=who["Hale"])
        self.alone = self.claim(wire, "Moe", "added", "It rained", who=self.name(wire, "Moe"))
        self.unite(self.twelve, self.again, least=1, most=2, reasons=[f"a body and who has a post in it{hostile}"])
        self.oppose(self.twelve, self.fourteen, "number", (self.twelve, "Twelve"), (self.fourteen, "14"))
        self.oppose(
            self.denial, self.charge, "polarity", (self.denial, "that a pipe leaked"), (self.charge, "A pipe leaked")
        )
        self.requote(self.not_asked, self.asked, "lostNegation", (self.not_asked, "not"))
        self.oppose(self.not_asked, self.asked, "polarity")

    def render(self, *, with_texts: bool = True) -> str:
        return render_html(self.store, title="Storm", texts=self.texts if with_texts else {})
