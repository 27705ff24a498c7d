"""What a terminal may send: keys, answers that nobody asked for, and what none should send."""

from __future__ import annotations

KEYS = {
    # Keys as most terminals send them.
    "\x1b[A": ("up", None),
    "\x1bOD": ("left", None),
    "\x1b[Z": ("shift+tab", None),
    "\x1bOP": ("f1", None),
    "\x1b[[E": ("f5", None),
    "\x1b[3$": ("shift+delete", None),
    "\x1b[3~": ("delete", None),
    "\x1b[1;5D": ("ctrl+left", None),
    "\x1b[1;3A": ("alt+up", None),
    "\x1b[1;2R": ("shift+f3", None),
    "\r": ("enter", "\r"),
    "\x11": ("ctrl+q", "\x11"),
    "\x1bx": ("alt+x", None),
    "\x1b\x7f": ("ctrl+w", None),
    "\x1bOq": ("1", "1"),
    # kitty's protocol.
    "\x1b[97;;97u": ("a", "a"),
    "\x1b[97;2;65u": ("A", "A"),
    "\x1b[97u": ("a", "a"),
    "\x1b[32;2u": ("space", " "),
    "\x1b[13u": ("enter", "\r"),
    "\x1b[13;129u": ("enter", "\r"),
    "\x1b[9;2u": ("shift+tab", None),
    "\x1b[27u": ("escape", None),
    "\x1b[115;5u": ("ctrl+s", None),
    "\x1b[99;69u": ("ctrl+c", None),
    "\x1b[57399;129;48u": ("0", "0"),
    "\x1b[57414u": ("enter", "\r"),
    "\x1b[57439;;97u": ("raise_volume", None),
    # Another layout: the key is the one that a US keyboard has in its place.
    "\x1b[1081;5u": ("ctrl+q", None),
    "\x1b[1081::113;5u": ("ctrl+q", None),
    "\x1b[1089::99;5u": ("ctrl+c", None),
    "\x1b[1090;5u": ("ctrl+n", None),
    "\x1b[1090:1058:110;6u": ("ctrl+shift+n", None),
    "\x1b[969::118;5u": ("ctrl+v", None),
    "\x1b[1081::113;;1081u": ("й", "й"),
    # Option and AltGr choose a character; alt and ctrl by themselves type none.
    "\x1b[97;3;229u": ("å", "å"),
    "\x1b[113;7;64u": ("at", "@"),
    "\x1b[98;3;98u": ("alt+b", None),
    "\x1b[115;5;115u": ("ctrl+s", None),
    "\x1b[115;9;115u": ("super+s", None),
    # modifyOtherKeys.
    "\x1b[27;5;115~": ("ctrl+s", None),
    "\x1b[27;3;98~": ("alt+b", None),
    "\x1b[27;2;65~": ("A", "A"),
}

NOTHING = {
    "numbers beyond Unicode": ["\x1b[1114112u", "\x1b[97;1;9999999999u", "\x1b[0;;55296u"],
    "numbers beyond all": ["\x1b[9999999999;5~", f"\x1b[{'9' * 4000}u", f"\x1b[{'9' * 9000}u"],
    "controls as text": ["\x1b[97;;27u", "\x1b[0;;3:17u", "\x1b[0;;155u", "\x1b[3u"],
    "locks and modifiers": [
        f"\x1b[{code};{held};{text}u"
        for code in (*range(57358, 57361), *range(57441, 57455))
        for held, text in ((65, 65), (129, 49), (2, ""))
    ],
    "keys that nobody knows": ["\x1b[60000;;97u", "\x1b[99~", "\x1b[1;5K", "\x1bOZ"],
    "releases": ["\x1b[97;1:3;97u", "\x1b[1;5:3A", "\x1b[3;1:3~"],
    "sizes": ["\x1b[48;24;80;0;0t", "\x1b[48;100000;100000;1;1t", "\x1b[8;24;80t"],
    "attributes": ["\x1b[?62;22c", "\x1b[>41;354;0c", "\x1b[=0c", "\x9b?1;2c", "\x1b[?1;2;c"],
    "states": ["\x1b[0n", "\x1b[?997;1n", "\x1b[24;80R", "\x1b[1;1R", "\x1b[?1;1R"],
    "modes": ["\x1b[?2048;2$y", "\x1b[?1016;1$y", "\x1b[4;2$y", "\x1b[?29u", "\x1b[>4;2m"],
    "colours": ["\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", "\x1b]4;1;rgb:1/2/3\x07", "\x9d10;x\x9c"],
    "names": ["\x1bP>|XTerm(390)\x1b\\", "\x90>|x\x9c", "\x1bP1+r544e=78\x1b\\", "\x1bP!|0\x1b\\"],
    "pictures": ["\x1b_Gi=31;OK\x1b\\", "\x9fGi=1;x\x9c"],
    "other strings": ["\x1b^x\x1b\\", "\x1bXx\x1b\\", "\x1b]52;c;eA==\x1b\\", "\x1b]lt\x1b\\"],
    "old clicks": ["\x1b[M !!", "\x1b[M#\x7f!", "\x1b[32;10;10M"],
    "clicks out of sight": ["\x1b[<0;0;1M", "\x1b[<0;-1;5M", "\x1b[<0;1001;1M", "\x1b[<999;1;1M"],
    "other control characters": ["\x80", "\x85", "\x9c"],
}  # fmt: skip

FATAL = {
    "beyond Unicode": "\x1b[1114112u",
    "beyond all numbers": "\x1b[9999999999;5~",
    "text beyond Unicode": "\x1b[97;1;9999999999u",
    "a size in no pixels, and a click": "\x1b[48;24;80;0;0t\x1b[<0;1;1M\x1b[<0;1;1m",
    "a size beyond all": "\x1b[48;100000;100000;1;1t",
    "a report of a size without having asked": "\x1b[?2048;2$y\x1b[48;5;20;0;0t",
}

UNASKED = (
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", "\x1b]11;rgb:1e1e/1e1e/1e1e\x07", "\x1b[?62;22c",
    "\x1b[>41;354;0c", "\x1bP>|XTerm(390)\x1b\\", "\x1b[0n", "\x1b[?2048;0$y",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[24;80R", "\x1b[57358;65;65u", "\x1b[57360;129;49u", "\x1b[27;5;115~", "\x1b[27;3;98~",
    "\x1bx", "\x9b0n", "\x9d11;rgb:0/0/0\x9c",
)  # fmt: skip
