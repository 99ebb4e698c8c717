namespace PolicyOs.Verification.Diff.Rules;

/// <summary>What the entries of a list do.</summary>
internal enum ListKind
{
    /// <summary>Each restricts: one more lets less through.</summary>
    Restrictions,

    /// <summary>Each permits, and without any nothing is permitted.</summary>
    Grants,

    /// <summary>Each permits, and without any everything is.</summary>
    Alternatives,

    /// <summary>Each is something that exists for others: one less breaks them, one more is open to nobody by itself.</summary>
    Existing,

    /// <summary>Each is something that exists and is open to the agent: one less breaks those who use it, one more is weakening.</summary>
    Opened,
}
