using System.Buffers;
using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>minLength and maxLength, in Unicode code points (2020-12 validation, 6.3.1, 6.3.2).</summary>
internal sealed class LengthEvaluator(KeywordAt minAt, long min, KeywordAt maxAt, long max) : Evaluator
{
    // ASCII but the backslash: a byte each, and a character.
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0, 0x80).Where(value => value != '\\').Select(value => (byte)value)]);

    public override bool IsLeaf => true;

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        ReadOnlySpan<byte> raw = JsonText.Raw(instance);
        if (raw.Length < min)
        {
            return TooShort(raw, run);
        }

        // A code point takes at most four bytes, or twelve as an escape; most texts are decided by that.
        if (raw.Length <= max && (raw.Length + 11) / 12 >= min)
        {
            return true;
        }

        long length = CodePoints(raw);
        return length < min ? TooShort(raw, run)
            : length <= max || run.Fail(maxAt, run.Collects ? $"must be at most {max} characters long, is {length}" : null);
    }

    private bool TooShort(ReadOnlySpan<byte> raw, Evaluation run) =>
        run.Fail(minAt, run.Collects ? $"must be at least {min} characters long, is {CodePoints(raw)}" : null);

    private static long CodePoints(ReadOnlySpan<byte> raw)
    {
        if (!raw.ContainsAnyExcept(Plain))
        {
            return raw.Length;
        }

        if (!JsonText.IsEscaped(raw))
        {
            return CountPlain(raw);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        long length = CountPlain(rented.AsSpan(0, JsonText.Unescape(raw, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return length;
    }

    private static long CountPlain(ReadOnlySpan<byte> utf8)
    {
        long count = 0;
        foreach (byte unit in utf8)
        {
            count += (unit & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }
}
