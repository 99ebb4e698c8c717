using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using PolicyOs.Json.Schema.Translation;

namespace PolicyOs.Json.Schema;

/// <summary>
/// A compiled pattern; <see cref="Patterns"/> makes them. Searching takes time linear in the text, or where <see cref="IsLinear"/> is false
/// is bounded by <see cref="BacktrackingInputBytes"/> and <see cref="BacktrackingLimit"/>. Safe for use by many threads.
/// </summary>
public sealed class Pattern
{
    /// <summary>The most text a pattern that is not linear looks at, in bytes of UTF-8.</summary>
    public const int BacktrackingInputBytes = 8 * 1024;

    private readonly Lazy<Regex> _regex;
    private readonly Alphabet _alphabet;
    private readonly ByteChain? _chain;

    internal Pattern(string text, Func<Regex> build, Alphabet alphabet, ByteChain? chain, string? backtracksFor)
    {
        _chain = chain;
        Text = text;
        BacktracksFor = backtracksFor;
        // Everything that can be wrong with a pattern was found by reading it; the engine's tables take far longer to make, and many
        // patterns are never asked.
        _regex = new Lazy<Regex>(build);
        _alphabet = alphabet;
    }

    /// <summary>The longest a pattern that is not linear may run.</summary>
    public static TimeSpan BacktrackingLimit { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Whether the time to search is linear in the text whatever the text.</summary>
    public bool IsLinear => BacktracksFor is null;

    /// <summary>The construct for which the pattern is not linear (<c>lookahead</c>, <c>back reference</c> …); null where it is.</summary>
    public string? BacktracksFor { get; }

    /// <summary>Whether the pattern is found in the text; false too where a limit was reached.</summary>
    public bool IsMatch(ReadOnlySpan<char> input) => Search(input) == PatternResult.Found;

    /// <summary>Looks for the pattern in the text.</summary>
    public PatternResult Search(ReadOnlySpan<char> input)
    {
        if (!IsLinear && Encoding.UTF8.GetByteCount(input) > BacktrackingInputBytes)
        {
            return PatternResult.InputTooLong;
        }

        if (!_alphabet.Changes(input))
        {
            return Run(input);
        }

        char[] rented = ArrayPool<char>.Shared.Rent(_alphabet.MaxLength(input.Length));
        try
        {
            return Run(rented.AsSpan(0, _alphabet.Rewrite(input, rented)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>Looks for the pattern in raw JSON text, where that can be told without reading it as characters.</summary>
    internal bool TrySearchRaw(ReadOnlySpan<byte> raw, out bool found)
    {
        found = false;
        return _chain is not null && _chain.TryMatch(raw, out found);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private PatternResult Run(ReadOnlySpan<char> input)
    {
        try
        {
            return _regex.Value.IsMatch(input) ? PatternResult.Found : PatternResult.NotFound;
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternResult.TimedOut;
        }
        catch (Exception defect) when (!IsLinear && defect is IndexOutOfRangeException or OverflowException)
        {
            // Defects of the interpreter: its backtracking stack runs empty, or doubles until it cannot. Its state is built anew for each search.
            return PatternResult.Failed;
        }
    }
}
