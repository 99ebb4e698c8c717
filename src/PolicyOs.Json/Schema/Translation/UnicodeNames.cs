using System.Collections.Frozen;
using System.Globalization;

namespace PolicyOs.Json.Schema.Translation;

/// <summary>The names ECMA-262 (tables 67 to 69 and PropertyValueAliases.txt) gives to properties and their values, by the short one.</summary>
internal static class UnicodeNames
{
    /// <summary>Two-letter codes of the general categories.</summary>
    public static readonly (string Code, UnicodeCategory Category)[] CategoryCodes =
    [
        ("Lu", UnicodeCategory.UppercaseLetter),
        ("Ll", UnicodeCategory.LowercaseLetter),
        ("Lt", UnicodeCategory.TitlecaseLetter),
        ("Lm", UnicodeCategory.ModifierLetter),
        ("Lo", UnicodeCategory.OtherLetter),
        ("Mn", UnicodeCategory.NonSpacingMark),
        ("Mc", UnicodeCategory.SpacingCombiningMark),
        ("Me", UnicodeCategory.EnclosingMark),
        ("Nd", UnicodeCategory.DecimalDigitNumber),
        ("Nl", UnicodeCategory.LetterNumber),
        ("No", UnicodeCategory.OtherNumber),
        ("Pc", UnicodeCategory.ConnectorPunctuation),
        ("Pd", UnicodeCategory.DashPunctuation),
        ("Ps", UnicodeCategory.OpenPunctuation),
        ("Pe", UnicodeCategory.ClosePunctuation),
        ("Pi", UnicodeCategory.InitialQuotePunctuation),
        ("Pf", UnicodeCategory.FinalQuotePunctuation),
        ("Po", UnicodeCategory.OtherPunctuation),
        ("Sm", UnicodeCategory.MathSymbol),
        ("Sc", UnicodeCategory.CurrencySymbol),
        ("Sk", UnicodeCategory.ModifierSymbol),
        ("So", UnicodeCategory.OtherSymbol),
        ("Zs", UnicodeCategory.SpaceSeparator),
        ("Zl", UnicodeCategory.LineSeparator),
        ("Zp", UnicodeCategory.ParagraphSeparator),
        ("Cc", UnicodeCategory.Control),
        ("Cf", UnicodeCategory.Format),
        ("Cs", UnicodeCategory.Surrogate),
        ("Co", UnicodeCategory.PrivateUse),
        ("Cn", UnicodeCategory.OtherNotAssigned),
    ];

    /// <summary>Long names of general categories.</summary>
    public static readonly FrozenDictionary<string, string> Categories = Pairs(
        "Letter L,Cased_Letter LC,Uppercase_Letter Lu,Lowercase_Letter Ll,Titlecase_Letter Lt,"
        +         "Modifier_Letter Lm,Other_Letter Lo,Mark M,Combining_Mark M,Nonspacing_Mark Mn,Spacing_Mark Mc,"
        +         "Enclosing_Mark Me,Number N,Decimal_Number Nd,digit Nd,Letter_Number Nl,Other_Number No,Punctuation P,"
        +         "punct P,Connector_Punctuation Pc,Dash_Punctuation Pd,Open_Punctuation Ps,Close_Punctuation Pe,"
        +         "Initial_Punctuation Pi,Final_Punctuation Pf,Other_Punctuation Po,Symbol S,Math_Symbol Sm,"
        +         "Currency_Symbol Sc,Modifier_Symbol Sk,Other_Symbol So,Separator Z,Space_Separator Zs,"
        +         "Line_Separator Zl,Paragraph_Separator Zp,Other C,Control Cc,cntrl Cc,Format Cf,Surrogate Cs,"
        +         "Private_Use Co,Unassigned Cn");

    /// <summary>Long names of binary properties.</summary>
    public static readonly FrozenDictionary<string, string> Binary = Pairs(
        "ASCII_Hex_Digit AHex,Alphabetic Alpha,Bidi_Control Bidi_C,Bidi_Mirrored Bidi_M,Case_Ignorable CI,"
        +         "Changes_When_Casefolded CWCF,Changes_When_Casemapped CWCM,Changes_When_NFKC_Casefolded CWKCF,"
        +         "Changes_When_Lowercased CWL,Changes_When_Titlecased CWT,Changes_When_Uppercased CWU,"
        +         "Default_Ignorable_Code_Point DI,Deprecated Dep,Diacritic Dia,Emoji_Modifier_Base EBase,"
        +         "Emoji_Component EComp,Emoji_Modifier EMod,Emoji_Presentation EPres,Extended_Pictographic ExtPict,"
        +         "Extender Ext,Grapheme_Base Gr_Base,Grapheme_Extend Gr_Ext,Hex_Digit Hex,IDS_Binary_Operator IDSB,"
        +         "IDS_Trinary_Operator IDST,ID_Continue IDC,ID_Start IDS,Ideographic Ideo,Join_Control Join_C,"
        +         "Logical_Order_Exception LOE,Lowercase Lower,Noncharacter_Code_Point NChar,Pattern_Syntax Pat_Syn,"
        +         "Pattern_White_Space Pat_WS,Quotation_Mark QMark,Regional_Indicator RI,Sentence_Terminal STerm,"
        +         "Soft_Dotted SD,Terminal_Punctuation Term,Unified_Ideograph UIdeo,Uppercase Upper,"
        +         "Variation_Selector VS,White_Space space,XID_Continue XIDC,XID_Start XIDS");

    /// <summary>Long names of scripts.</summary>
    public static readonly FrozenDictionary<string, string> Scripts = Pairs(
        "Adlam Adlm,Caucasian_Albanian Aghb,Arabic Arab,Imperial_Aramaic Armi,Armenian Armn,Avestan Avst,"
        +         "Balinese Bali,Bamum Bamu,Bassa_Vah Bass,Batak Batk,Bengali Beng,Bhaiksuki Bhks,Bopomofo Bopo,"
        +         "Brahmi Brah,Braille Brai,Buginese Bugi,Buhid Buhd,Chakma Cakm,Canadian_Aboriginal Cans,Carian Cari,"
        +         "Cherokee Cher,Chorasmian Chrs,Coptic Copt,Qaac Copt,Cypro_Minoan Cpmn,Cypriot Cprt,Cyrillic Cyrl,"
        +         "Devanagari Deva,Dives_Akuru Diak,Dogra Dogr,Deseret Dsrt,Duployan Dupl,Egyptian_Hieroglyphs Egyp,"
        +         "Elbasan Elba,Elymaic Elym,Ethiopic Ethi,Georgian Geor,Glagolitic Glag,Gunjala_Gondi Gong,"
        +         "Masaram_Gondi Gonm,Gothic Goth,Grantha Gran,Greek Grek,Gujarati Gujr,Gurmukhi Guru,Hangul Hang,"
        +         "Han Hani,Hanunoo Hano,Hatran Hatr,Hebrew Hebr,Hiragana Hira,Anatolian_Hieroglyphs Hluw,"
        +         "Pahawh_Hmong Hmng,Nyiakeng_Puachue_Hmong Hmnp,Old_Hungarian Hung,Old_Italic Ital,Javanese Java,"
        +         "Kayah_Li Kali,Katakana Kana,Kharoshthi Khar,Khmer Khmr,Khojki Khoj,Khitan_Small_Script Kits,"
        +         "Kannada Knda,Kaithi Kthi,Tai_Tham Lana,Lao Laoo,Latin Latn,Lepcha Lepc,Limbu Limb,Linear_A Lina,"
        +         "Linear_B Linb,Lycian Lyci,Lydian Lydi,Mahajani Mahj,Makasar Maka,Mandaic Mand,Manichaean Mani,"
        +         "Marchen Marc,Medefaidrin Medf,Mende_Kikakui Mend,Meroitic_Cursive Merc,Meroitic_Hieroglyphs Mero,"
        +         "Malayalam Mlym,Mongolian Mong,Mro Mroo,Meetei_Mayek Mtei,Multani Mult,Myanmar Mymr,Nag_Mundari Nagm,"
        +         "Nandinagari Nand,Old_North_Arabian Narb,Nabataean Nbat,Nko Nkoo,Nushu Nshu,Ogham Ogam,Ol_Chiki Olck,"
        +         "Old_Turkic Orkh,Oriya Orya,Osage Osge,Osmanya Osma,Old_Uyghur Ougr,Palmyrene Palm,Pau_Cin_Hau Pauc,"
        +         "Old_Permic Perm,Phags_Pa Phag,Inscriptional_Pahlavi Phli,Psalter_Pahlavi Phlp,Phoenician Phnx,"
        +         "Miao Plrd,Inscriptional_Parthian Prti,Rejang Rjng,Hanifi_Rohingya Rohg,Runic Runr,Samaritan Samr,"
        +         "Old_South_Arabian Sarb,Saurashtra Saur,SignWriting Sgnw,Shavian Shaw,Sharada Shrd,Siddham Sidd,"
        +         "Khudawadi Sind,Sinhala Sinh,Sogdian Sogd,Old_Sogdian Sogo,Sora_Sompeng Sora,Soyombo Soyo,"
        +         "Sundanese Sund,Syloti_Nagri Sylo,Syriac Syrc,Tagbanwa Tagb,Takri Takr,Tai_Le Tale,New_Tai_Lue Talu,"
        +         "Tamil Taml,Tangut Tang,Tai_Viet Tavt,Telugu Telu,Tifinagh Tfng,Tagalog Tglg,Thaana Thaa,Tibetan Tibt,"
        +         "Tirhuta Tirh,Tangsa Tnsa,Ugaritic Ugar,Vai Vaii,Vithkuqi Vith,Warang_Citi Wara,Wancho Wcho,"
        +         "Old_Persian Xpeo,Cuneiform Xsux,Yezidi Yezi,Yi Yiii,Zanabazar_Square Zanb,Inherited Zinh,Qaai Zinh,"
        +         "Common Zyyy");

    private static FrozenDictionary<string, string> Pairs(string text) =>
        text.Split(',').Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
