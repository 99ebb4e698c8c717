namespace PolicyOs.Json.Strict;

/// <summary>The bounds of the strict edge; the defaults are those of spec 3.2.</summary>
public sealed record StrictOptions
{
    /// <summary>The deepest nesting there can be a limit for.</summary>
    public const int DepthCeiling = 64;

    private readonly int _maxDepth = DepthCeiling;

    /// <summary>A JSON-RPC message of MCP: an object whose envelope names are written as the protocol writes them.</summary>
    public static StrictOptions Message { get; } = new() { Envelope = EnvelopeNames.Mcp };

    /// <summary>Any JSON value: a file, or text inside a message.</summary>
    public static StrictOptions Document { get; } = new();

    /// <summary>The largest input in bytes; 4 MiB by default.</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The deepest nesting of objects and arrays, 1 to 64; 64 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 64.</exception>
    public int MaxDepth
    {
        get => _maxDepth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, DepthCeiling);
            _maxDepth = value;
        }
    }

    /// <summary>The names that may not appear in other letters. When set, the input is a message and has to be an object; null for any JSON value.</summary>
    public EnvelopeNames? Envelope { get; init; }
}
