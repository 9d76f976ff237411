"""What banks call their columns, in the languages of the countries whose payment codes are drawn here."""

from enum import StrEnum

from bot.domain.statements.names import words


class Role(StrEnum):
    """What a column of a statement holds."""

    DATE = "date"
    AMOUNT = "amount"
    CREDIT = "credit"  #: money in, where money out has a column of its own
    DEBIT = "debit"
    SIGN = "sign"  #: a word that says whether money came in
    CURRENCY = "currency"
    TEXT = "text"
    NAME = "name"
    ACCOUNT = "account"  #: the other one's
    OWN = "own"  #: the account that the statement is about
    BANK_ID = "bank-id"
    IGNORED = "ignored"  #: a balance, a fee: never an amount


_WORDS: dict[Role, str] = {
    Role.DATE: (
        "date|booking date|transaction date|posting date|value date|buchungstag|buchungsdatum|buchung"
        "|valuta|valutadatum|datum|wertstellung|data|data lancamento|data mov|data valuta|data contabile"
        "|data operazione|data operacji|data ksiegowania|date operation|date de comptabilisation"
        "|date valeur|date comptable|fecha|fecha operacion|fecha valor|datum provedeni|datum zauctovani"
        "|datum transakcie|datum realizacie|datum knjizenja|дата|дата операции|дата проводки|дата операції"
        "|датум|датум књижења|tarih|islem tarihi|交易日期|日期|交易时间|記帳日|記帳日期|交易日|记账日期"
        "|入账日期|日付|取引日|お取引日|거래일|거래일자|거래일시|วันที่|วันที่ทำรายการ|ngay|ngay giao dich"
        "|tanggal|tanggal transaksi|tarikh|tarikh transaksi"
    ),
    Role.AMOUNT: (
        "amount|transaction amount|net amount|betrag|umsatz|betrag eur|betrag in eur|betrag chf|valor"
        "|valor r|montant|importo|importe|monto|castka|suma|objem|kwota|kwota transakcji|kwota operacji"
        "|iznos|сумма|сумма операции|сума|износ|tutar|islem tutari|金额|金額|交易金额|交易金額|発生金額"
        "|거래금액|금액|จำนวนเงิน|so tien|jumlah|nominal|amaun|monto operacion"
    ),
    Role.CREDIT: (
        "credit|credit amount|deposit|deposits|paid in|money in|haben|gutschrift|entrada|entradas|credito"
        "|creditos|avere|accrediti|abono|haber|uznania|kredit|prijem|potrazuje|uplata|приход|зачислено"
        "|кредит|надходження|поступление|уплата|alacak|收入|收入金额|存入|存入金額|贷方|贷方发生额|贷方金额"
        "|貸方|入金|入金金額|お預入れ|お預入金額|입금|입금액|맡기신금액|ฝาก|เงินฝาก|เงินเข้า|ฝากเงิน|ghi co"
        "|phat sinh co|credit vnd|masuk|mutasi kredit|kredit rp|deposit amt|deposit amount"
    ),
    Role.DEBIT: (
        "debit|debit amount|withdrawal|withdrawals|paid out|money out|soll|belastung|lastschrift|saida"
        "|saidas|debito|debitos|dare|addebiti|cargo|debe|obciazenia|debet|vydaj|duguje|isplata|расход"
        "|списано|дебет|витрати|списание|исплата|borc|支出|支出金额|支取|支出金額|提出|借方|借方发生额"
        "|借方金额|出金|出金金額|お引出し|お引出金額|출금|출금액|찾으신금액|ถอน|เงินถอน|เงินออก|ถอนเงิน"
        "|ghi no|phat sinh no|debit vnd|keluar|mutasi debet|withdrawal amt|withdrawal amount"
    ),
    Role.SIGN: (
        "credit debit|debit credit|dr cr|cr dr|d c|c d|soll haben|s h|af bij|type of transaction|direction"
        "|sens|strana|tip|收支|收支类型|收/支|借贷|借贷标志|借贷方向|入出金|입출금|db cr|db/cr|dc"
    ),
    Role.CURRENCY: (
        "currency|ccy|wahrung|waehrung|moeda|devise|divisa|valuta waluta|waluta|mena|valuta rsd|валюта"
        "|para birimi|币种|货币|貨幣|幣別|通貨|통화|สกุลเงิน|loai tien|mata uang|mata wang"
    ),
    Role.TEXT: (
        "text|betreff|zweck|description|details|transaction details|narration|narrative|particulars|remarks"
        "|memo|reference"
        "|payment reference|customer reference|verwendungszweck|buchungstext|vermerk|zahlungszweck"
        "|mitteilungen|mitteilung|beschreibung|historico|descricao|libelle|communication|motif|causale"
        "|descrizione|concepto|observaciones|descripcion|zprava pro prijemce|zprava|poznamka|popis|vs"
        "|variabilni symbol|variabilny symbol|informacia pre prijemcu|sprava pre prijimatela|opis|tytul"
        "|tytulem|opis operacji|svrha|poziv na broj|svrha placanja|назначение|назначение платежа|описание"
        "|призначення платежу|сврха|сврха плаћања|позив на број|aciklama|摘要|备注|備註|附言|用途|交易摘要"
        "|交易说明|商品说明|摘要内容|お取引内容|적요|내용|메모|รายละเอียด|รายการ|คำอธิบาย|dien giai"
        "|noi dung|noi dung giao dich|mo ta|keterangan|deskripsi|uraian|berita|keterangan transaksi|butiran"
        "|message|message to recipient|end to end reference|end to end id|kundenreferenz"
        "|kundenreferenz end to end"
    ),
    Role.NAME: (
        "name|payer|counterparty|sender|from|payee|counterparty name|beguenstigter zahlungspflichtiger"
        "|begunstigter zahlungspflichtiger|auftraggeber|auftraggeber empfanger|zahlungspflichtiger"
        "|zahlungspflichtige r|name zahlungsbeteiligter|zahlungsbeteiligter|auftraggeber beguenstigter"
        "|name des partners|remetente|pagador|nome|nom|contrepartie|emetteur|ordinante|beneficiario|nombre"
        "|ordenante|nazev protiuctu|protistrana|nazov protiuctu|nadawca|nadawca odbiorca|kontrahent"
        "|dane kontrahenta|nalogodavac|naziv|плательщик|контрагент|отправитель|платник|налогодавац|gonderen"
        "|karsi taraf|对方户名|对方名称|付款人|对方账户名称|交易对方|對方戶名|付款方|振込依頼人|お取引先"
        "|보낸분|보내는분|받는분|거래처|의뢰인|ผู้โอน|ชื่อผู้โอน|nguoi chuyen|ten doi ung|nguoi gui"
        "|pengirim|nama|nama pengirim|penghantar"
    ),
    Role.ACCOUNT: (
        "iban|account|account number|counterparty iban|counterparty account|sender account|kontonummer iban"
        "|kontonummer|iban des partners|iban zahlungsbeteiligter|iban zahlungsbeteiligter|konto|conta"
        "|compte|conto|cuenta|protiucet|cislo protiuctu|cislo uctu|ucet|rachunek|nr rachunku|numer rachunku"
        "|racun|racun nalogodavca|счет|счет плательщика|рахунок|рачун|karsi hesap|对方账号|对方帐号"
        "|對方帳號|对方账户|对方卡号|口座番号|계좌번호|상대계좌번호|เลขที่บัญชี|บัญชีผู้โอน"
        "|so tai khoan doi ung|tai khoan doi ung|rekening|no rekening"
    ),
    Role.OWN: (
        "auftragskonto|iban auftragskonto|eigenes konto|own account|your account|my account|account iban"
        "|vlastni ucet|moj ucet|本方账号|本方帐号|我方账号|查询账号"
    ),
    Role.BANK_ID: (
        "transaction id|transaction number|transaction reference|id|reference number|bank reference"
        "|umsatz id|referenz|id transakce|id operace|id pohybu|id operacji|identificador"
        "|reference operation|numero operation|cro|num operacion|交易流水号|流水号|交易号|交易编号|凭证号"
        "|交易序號|거래번호|หมายเลขอ้างอิง|so tham chieu|ma giao dich|so but toan|no referensi"
        "|nomor referensi"
    ),
    Role.IGNORED: (
        "balance|running balance|balance after|saldo|saldo nach buchung|saldo final|kontostand|solde"
        "|stan konta|saldo po operacji|zustatek|zostatok|stanje|остаток|баланс|залишок|стање|bakiye|余额"
        "|餘額|結餘|账户余额|残高|差引残高|잔액|거래후잔액|คงเหลือ|ยอดคงเหลือ|so du|saldo akhir|baki|fee"
        "|gebuhr|fees|commission|手续费|exchange rate|wechselkurs|original amount|ursprungsbetrag"
    ),
}
_KNOWN: dict[str, Role] = {
    " ".join(words(word)): role for role, said in _WORDS.items() for word in said.split("|") if words(word)
}
#: Words so short say something only when they are the whole heading.
_SHORTEST_PART = 4


def role_of(heading: str) -> tuple[Role, int] | None:
    """What a column of this heading holds, and how sure that is; None: the heading says nothing to us."""
    said = " ".join(words(heading))
    if said in _KNOWN:
        return _KNOWN[said], 1_000 + len(said)
    within = [word for word in _KNOWN if len(word) >= _SHORTEST_PART and f" {word} " in f" {said} "]
    within += [word for word in _KNOWN if not word.isascii() and len(word) > 1 and word in said]
    best = max(within, key=len, default=None)
    return None if best is None else (_KNOWN[best], len(best))
