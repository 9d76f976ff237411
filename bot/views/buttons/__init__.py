"""Every button's meaning, a module for each noun: a record says what is asked, never who asks or whether they may."""
