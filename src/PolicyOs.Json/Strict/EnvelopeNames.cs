using System.Text;

namespace PolicyOs.Json.Strict;

/// <summary>
/// Names that a reader ignoring case would take for one another: a message that has them in other letters means one thing to the gateway and
/// another to such a reader, so it is refused (spec 3.2).
/// </summary>
public sealed class EnvelopeNames
{
    private readonly byte[][] _top;
    private readonly (byte[] Parent, byte[][] Names)[] _nested;

    /// <summary>Names of the message itself, and names one level down, by the top-level property that holds them.</summary>
    /// <param name="top">Names of the top-level object.</param>
    /// <param name="nested">For a top-level property whose value is an object, the names in it.</param>
    public EnvelopeNames(IEnumerable<string> top, IEnumerable<KeyValuePair<string, string[]>> nested)
    {
        ArgumentNullException.ThrowIfNull(top);
        ArgumentNullException.ThrowIfNull(nested);
        _top = [.. top.Select(Encoding.UTF8.GetBytes)];
        _nested = [.. nested.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), pair.Value.Select(Encoding.UTF8.GetBytes).ToArray()))];
    }

    /// <summary>JSON-RPC 2.0's envelope, and the parameters of MCP by which a request is routed and judged.</summary>
    public static EnvelopeNames Mcp { get; } = new(
        ["jsonrpc", "id", "method", "params", "result", "error"],
        [new("params", ["name", "arguments", "_meta", "uri"])]);

    /// <summary>The known names of the top-level object.</summary>
    internal ReadOnlySpan<byte[]> Top => _top;

    /// <summary>The known names of the object that a top-level property holds; empty where none are.</summary>
    internal ReadOnlySpan<byte[]> Below(ReadOnlySpan<byte> parent)
    {
        foreach ((byte[] name, byte[][] names) in _nested)
        {
            if (parent.SequenceEqual(name))
            {
                return names;
            }
        }

        return [];
    }
}
