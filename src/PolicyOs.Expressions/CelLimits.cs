namespace PolicyOs.Expressions;

/// <summary>What an expression may cost, at load and at run time. One cost unit is about one operation on values of constant size.</summary>
public sealed record CelLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static CelLimits Default { get; } = new();

    /// <summary>The longest source, in UTF-16 units.</summary>
    public int MaxSourceLength { get; init; } = 20_000;

    /// <summary>How deep expressions nest, chains of operators included; bounds the stack of every stage. At most 250.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>The highest static cost bound of an expression whose input sizes are known or that walks input of unknown size once, per element.</summary>
    public long MaxStaticCost { get; init; } = 1_000_000;

    /// <summary>The cost at which a running evaluation is stopped with an error.</summary>
    public long Budget { get; init; } = 1_000_000;
}
