using System.Text;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>Punycode (RFC 3492).</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int InitialN = 128;
    private const int InitialBias = 72;

    /// <summary>The text behind a code; null where it is none.</summary>
    public static string? Decode(ReadOnlySpan<char> code)
    {
        var output = new List<int>();
        int delimiter = code.LastIndexOf('-');
        for (int i = 0; i < delimiter; i++)
        {
            output.Add(code[i]);
        }

        long n = InitialN;
        long position = 0;
        int bias = InitialBias;
        for (int at = delimiter < 0 ? 0 : delimiter + 1; at < code.Length;)
        {
            long before = position;
            long weight = 1;
            for (int k = Base; ; k += Base)
            {
                int digit = at < code.Length ? Digit(code[at++]) : -1;
                if (digit < 0)
                {
                    return null;
                }

                position += digit * weight;
                int threshold = Math.Clamp(k - bias, TMin, TMax);
                if (digit < threshold)
                {
                    break;
                }

                weight *= Base - threshold;
                if (position > int.MaxValue || weight > int.MaxValue)
                {
                    return null;
                }
            }

            bias = Adapt(position - before, output.Count + 1, before == 0);
            n += position / (output.Count + 1);
            position %= output.Count + 1;
            if (!Rune.IsValid((int)Math.Min(n, int.MaxValue)))
            {
                return null;
            }

            output.Insert((int)position++, (int)n);
        }

        return string.Concat(output.Select(codePoint => new Rune(codePoint).ToString()));
    }

    /// <summary>The code of a text without lone surrogates.</summary>
    public static string Encode(string text)
    {
        int[] input = [.. text.EnumerateRunes().Select(rune => rune.Value)];
        var output = new StringBuilder();
        output.Append(string.Concat(input.Where(value => value < InitialN).Select(value => (char)value)));
        int basic = output.Length;
        int handled = basic;
        output.Append(basic > 0 ? "-" : "");
        int n = InitialN;
        long delta = 0;
        int bias = InitialBias;
        while (handled < input.Length)
        {
            int next = input.Where(value => value >= n).Min();
            delta += (long)(next - n) * (handled + 1);
            n = next;
            foreach (int value in input)
            {
                delta += value < n ? 1 : 0;
                if (value == n)
                {
                    Append(output, delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            n++;
        }

        return output.ToString();
    }

    private static void Append(StringBuilder output, long delta, int bias)
    {
        long rest = delta;
        for (int k = Base; ; k += Base)
        {
            int threshold = Math.Clamp(k - bias, TMin, TMax);
            if (rest < threshold)
            {
                output.Append(Symbol((int)rest));
                return;
            }

            output.Append(Symbol(threshold + (int)((rest - threshold) % (Base - threshold))));
            rest = (rest - threshold) / (Base - threshold);
        }
    }

    private static int Adapt(long delta, int count, bool first)
    {
        delta = first ? delta / 700 : delta / 2;
        delta += delta / count;
        int k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
        {
            delta /= Base - TMin;
        }

        return k + (int)((Base - TMin + 1) * delta / (delta + 38));
    }

    private static int Digit(char symbol) => symbol switch
    {
        >= 'a' and <= 'z' => symbol - 'a',
        >= 'A' and <= 'Z' => symbol - 'A',
        >= '0' and <= '9' => symbol - '0' + 26,
        _ => -1,
    };

    private static char Symbol(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);
}
