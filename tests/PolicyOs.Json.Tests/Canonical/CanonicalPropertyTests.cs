using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyOs.Json.Canonical;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Strict;
using PolicyOs.Json.Tests.Strict;
using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Canonical;

public sealed class CanonicalPropertyTests
{
    private static readonly CanonicalForm[] Forms = [CanonicalForm.Exact, CanonicalForm.Rfc8785];

    [Fact]
    public void Write_ReorderedAndRespelled_IsTheSame() =>
        ForSeeds(1000, seed =>
        {
            if (Fine(new RandomJson(seed).Document()) is not { } value)
            {
                return true;
            }

            var other = new StringBuilder();
            Respell(value, other, new Random(seed));
            return CanonicalText.Of(other.ToString(), CanonicalForm.Exact) == Encoding.UTF8.GetString(CanonicalText.Bytes(value, CanonicalForm.Exact));
        });

    [Fact]
    public void Write_ItsOwnOutput_IsTheSame() =>
        ForSeeds(1000, seed => Fine(new RandomJson(seed).Document()) is not { } value || Forms.All(form =>
        {
            var target = new ArrayBufferWriter<byte>();
            if (!CanonicalJson.TryWrite(value, target, form, out _))
            {
                return form == CanonicalForm.Rfc8785; // a number beyond a double's range
            }

            byte[] once = target.WrittenSpan.ToArray();
            return once.AsSpan().SequenceEqual(CanonicalText.Bytes(JsonElement.Parse(once), form)) && StrictReader.Check(once, StrictOptions.Document) is null;
        }));

    [Fact]
    public void Write_ExactForm_IsTheSameWhereValuesAreEqual() =>
        ForSeeds(3000, seed =>
        {
            // Few values and many spellings, so that equal ones are met.
            var random = new Random(seed);
            string left = Number(random);
            string right = random.Next(2) == 0 ? Number(random) : Spelling(left, random);
            bool equal = JsonNumber.From(JsonElement.Parse(left)) == JsonNumber.From(JsonElement.Parse(right));
            return equal == (CanonicalText.Of(left, CanonicalForm.Exact) == CanonicalText.Of(right, CanonicalForm.Exact));
        });

    [Fact]
    public void Write_ExactForm_DenotesTheSameValue() =>
        ForSeeds(3000, seed =>
        {
            string number = Number(new Random(seed));
            return JsonNumber.From(JsonElement.Parse(number)) == JsonNumber.From(JsonElement.Parse(CanonicalText.Of(number, CanonicalForm.Exact)));
        });

    [Fact]
    public void TryWrite_MutatedDocument_NeverThrows() =>
        ForSeeds(3000, seed =>
        {
            var random = new RandomJson(seed);
            byte[] bytes = random.Mutated(random.Document());
            try
            {
                using JsonDocument document = JsonDocument.Parse(bytes);
                bool written = CanonicalJson.TryWrite(document.RootElement, new ArrayBufferWriter<byte>(), CanonicalForm.Exact, out _);
                return written == StrictReader.Check(bytes, StrictOptions.Document) is null;
            }
            catch (JsonException)
            {
                return true;
            }
        });

    private static JsonElement? Fine(byte[] bytes) =>
        StrictReader.Check(bytes, StrictOptions.Document) is null ? JsonElement.Parse(bytes) : null;

    private static string Number(Random random) => random.Next(4) switch
    {
        0 => random.Next(-30, 30).ToString(CultureInfo.InvariantCulture) + (random.Next(2) == 0 ? "" : "e" + random.Next(-9, 9)),
        1 => BitConverter.Int64BitsToDouble(random.NextInt64() & 0x7FDF_FFFF_FFFF_FFFF).ToString("R", CultureInfo.InvariantCulture),
        2 => string.Create(CultureInfo.InvariantCulture, $"-{random.NextInt64()}{random.NextInt64()}.{random.Next(100)}0e{random.Next(-60, 60)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{random.Next(100)}.{random.Next(100):d3}E+{random.Next(30)}"),
    };

    /// <summary>The same value with the point elsewhere.</summary>
    private static string Spelling(string number, Random random)
    {
        int e = number.IndexOfAny(['e', 'E']);
        string mantissa = e < 0 ? number : number[..e];
        long exponent = e < 0 ? 0 : long.Parse(number[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int places = random.Next(4);
        mantissa += (mantissa.Contains('.', StringComparison.Ordinal) ? "" : ".") + new string('0', places + 1);
        int dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        string moved = mantissa.Remove(dot, 1).Insert(dot + places, ".");
        string sign = moved.StartsWith('-') ? "-" : "";
        string digits = moved[sign.Length..].TrimStart('0');
        return $"{sign}{(digits.StartsWith('.') ? "0" : "")}{digits}E{exponent - places}";
    }

    private static void Respell(JsonElement value, StringBuilder text, Random random)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                JsonProperty[] members = [.. value.EnumerateObject()];
                random.Shuffle(members);
                text.Append("{ ");
                foreach (JsonProperty member in members)
                {
                    text.Append(text[^1] == ' ' ? "" : ", ").Append(JsonSerializer.Serialize(member.Name)).Append(" :");
                    Respell(member.Value, text, random);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (JsonElement item in value.EnumerateArray())
                {
                    text.Append(text[^1] == '[' ? "\n" : ",");
                    Respell(item, text, random);
                }

                text.Append(']');
                break;
            case JsonValueKind.Number:
                text.Append(Spelling(value.GetRawText(), random));
                break;
            default:
                text.Append(value.ValueKind == JsonValueKind.String ? JsonSerializer.Serialize(value.GetString()) : value.GetRawText());
                break;
        }
    }

    private static void ForSeeds(int count, Func<int, bool> holds) =>
        Check.One(Seeded.Times(count), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), holds));
}
