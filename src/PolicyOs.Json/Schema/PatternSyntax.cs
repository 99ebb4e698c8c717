namespace PolicyOs.Json.Schema;

/// <summary>Which language a pattern is written in.</summary>
public enum PatternSyntax
{
    /// <summary>ECMA-262 with the u flag, plus a leading <c>(?i)</c> (spec 1.4).</summary>
    Ecma,

    /// <summary>ECMA-262 with the u flag and nothing more; what <c>format: regex</c> asks for.</summary>
    StrictEcma,

    /// <summary>I-Regexp, RFC 9485, found anywhere in the text. As in JSONPath's test suite <c>^</c> and <c>$</c> are anchors.</summary>
    IRegexp,

    /// <summary>I-Regexp, RFC 9485, over the whole text.</summary>
    IRegexpWhole,
}
