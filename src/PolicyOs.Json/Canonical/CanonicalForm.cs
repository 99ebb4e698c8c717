namespace PolicyOs.Json.Canonical;

/// <summary>How numbers are written in a canonical document; everything else is RFC 8785.</summary>
public enum CanonicalForm
{
    /// <summary>
    /// Spec 2.5: a number keeps the value it is written with. It has the layout of RFC 8785 (ECMAScript's Number::toString) over all of its own
    /// digits, less leading and trailing zeros: <c>1</c>, <c>1.0</c> and <c>10e-1</c> are <c>1</c>; <c>9007199254740993</c> stays; <c>1e400</c> is
    /// <c>1e+400</c>; every zero is <c>0</c>. So equal values have equal bytes, different values different ones, and a number that RFC 8785 does not
    /// change has the same bytes in both forms.
    /// </summary>
    Exact,

    /// <summary>RFC 8785: a number is the IEEE 754 double nearest to it, in the fewest digits that give it back. Beyond a double's range there is no form.</summary>
    Rfc8785,
}
