namespace PolicyOs.Expressions;

/// <summary>How much of an expression is verified before it runs.</summary>
public enum CelMode
{
    /// <summary>Names, types, literals and the cost bound are checked at load: for rules.</summary>
    Checked,

    /// <summary>Only the syntax is: unknown names and wrong types are errors of the evaluation.</summary>
    ParseOnly,
}
