"""Names that nobody bears: a city, its districts and their departments."""

from __future__ import annotations

from random import Random

from .records import Department

CITY = "云州市"
DISTRICTS = ("青澜区", "望舒区", "听松区", "砚湖区", "浮桥区", "拂云区", "映雪区", "衔山区")
_FIRST = "柳杏梧槐竹莲枫桂樟榆兰荷桃菊梅橘杉苇"
_SECOND = "汀埠塘坞浦坪渡洲堰圩滩矶"
_OTHERS = (
    "{city}{district}卫生健康局",
    "{city}{district}城市管理执法局",
    "{city}{district}市场监督管理局",
    "{city}{district}人民法院",
    "{city}{district}妇女联合会",
    "中共{city}{district}委组织部",
    "{city}{district}发展和改革委员会",
    "{city}{district}退役军人事务局",
    "{city}{district}档案馆",
    "{city}{district}机关事务服务中心",
)
STREET, OFFICE, BUREAU = "街道办事处", "政府办公室", "局"
BUREAUS = ("财政局", "司法局", "文化和旅游局", "生态环境局", "商务局")


def _street(district: str, name: str, rng: Random) -> Department:
    short = f"{name}街道办事处"
    return Department(f"{CITY}{district}人民政府{short}", short, STREET, CITY, district, _phone(rng))


def _office(district: str, rng: Random) -> Department:
    short = f"{district}人民政府办公室"
    return Department(f"{CITY}{short}", short, OFFICE, CITY, district, _phone(rng))


def _bureau(district: str | None, bureau: str, rng: Random) -> Department:
    where = district or ""
    return Department(f"{CITY}{where}{bureau}", bureau, BUREAU, CITY, district, _phone(rng))


def _other(serial: int, rng: Random) -> Department:
    """One of the kinds that come once to a district: bureaus, courts, party and people's bodies, centres."""
    district = DISTRICTS[serial // len(_OTHERS) % len(DISTRICTS)]
    name = _OTHERS[serial % len(_OTHERS)].format(city=CITY, district=district)
    return Department(name, name.split(district)[1].removeprefix("委"), BUREAU, CITY, district, _phone(rng))


def _phone(rng: Random) -> str:
    """A number of the kind nobody has: an area code that does not exist."""
    return f"0000-8{rng.randrange(10**6):07d}"


def departments(count: int, rng: Random) -> tuple[Department, ...]:
    """`count` departments, each name once: streets, government offices and bureaus of the districts by turns."""
    streets = [first + second for first in _FIRST for second in _SECOND]
    rng.shuffle(streets)
    bureaus = [(district, bureau) for bureau in BUREAUS for district in (*DISTRICTS, None)]
    offices = list(DISTRICTS)
    found: list[Department] = []
    serial = 0
    while len(found) < count:
        district = DISTRICTS[serial % len(DISTRICTS)]
        turn = serial % 4
        if turn == 1 and offices:
            found.append(_office(offices.pop(0), rng))
        elif turn == 2 and bureaus:
            where, bureau = bureaus.pop(0)
            found.append(_bureau(where, bureau, rng))
        elif turn == 3 and 3 < serial < 4 * len(_OTHERS) * len(DISTRICTS):
            found.append(_other(serial // 4 - 1, rng))
        else:
            round_, place = divmod(serial, len(streets))
            name = streets[place] if not round_ else streets[place] + "东西南北中"[round_ - 1]
            found.append(_street(district, name, rng))
        serial += 1
    return tuple(found)
