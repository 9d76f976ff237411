# A payment code in words, for a shell. Plain text.

qr-paid = Paid: { $name }
qr-account = Account: { $account }
qr-amount = Amount: { $amount }
qr-currency = Currency: { $currency }, no amount
qr-reference = Reference: { $reference }
qr-usable = A leader can use it with /payee, as { $standard }.
qr-unusable = A leader can't use it with /payee: { $why }
