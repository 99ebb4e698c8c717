using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Numbers;

/// <summary>
/// Deep equality of JSON values: no coercion between kinds, numbers by exact value (1 == 1.0 == 1e0 in any precision), strings by
/// characters, members in any order. Nothing is allocated for scalars, nor for objects whose members come in the same order.
/// Members of the same name, which RFC 8259 leaves open, are compared one by one in their order.
/// </summary>
/// <exception cref="InsufficientExecutionStackException">The values are nested thousands of levels deep.</exception>
public sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    /// <summary>The comparer, for sets and dictionaries.</summary>
    public static JsonEquality Comparer { get; } = new();

    /// <summary>Whether two values are the same.</summary>
    public static bool DeepEquals(JsonElement left, JsonElement right)
    {
        JsonValueKind kind = left.ValueKind;
        return kind == right.ValueKind && kind switch
        {
            JsonValueKind.String => JsonText.RawEquals(JsonText.Raw(left), JsonText.Raw(right)),
            JsonValueKind.Number => NumberEquals(left, right),
            JsonValueKind.Array => ArrayEquals(left, right),
            JsonValueKind.Object => ObjectEquals(left, right),
            _ => true,
        };
    }

    /// <summary>A hash that agrees with <see cref="DeepEquals"/>; differs from process to process.</summary>
    public static int DeepHash(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.RawHash(JsonText.Raw(value)),
        JsonValueKind.Number => JsonNumber.From(value).GetHashCode(),
        JsonValueKind.Array => ArrayHash(value),
        JsonValueKind.Object => ObjectHash(value),
        var kind => (int)kind,
    };

    /// <inheritdoc/>
    public bool Equals(JsonElement x, JsonElement y) => DeepEquals(x, y);

    /// <inheritdoc/>
    public int GetHashCode(JsonElement obj) => DeepHash(obj);

    private static bool NumberEquals(JsonElement left, JsonElement right) =>
        JsonMarshal.GetRawUtf8Value(left).SequenceEqual(JsonMarshal.GetRawUtf8Value(right))
        || JsonNumber.From(left).Equals(JsonNumber.From(right));

    private static bool ArrayEquals(JsonElement left, JsonElement right)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (left.GetArrayLength() != right.GetArrayLength())
        {
            return false;
        }

        JsonElement.ArrayEnumerator other = right.EnumerateArray();
        foreach (JsonElement item in left.EnumerateArray())
        {
            other.MoveNext();
            if (!DeepEquals(item, other.Current))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ObjectEquals(JsonElement left, JsonElement right)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (left.GetPropertyCount() != right.GetPropertyCount())
        {
            return false;
        }

        JsonElement.ObjectEnumerator other = right.EnumerateObject();
        foreach (JsonProperty member in left.EnumerateObject())
        {
            other.MoveNext();
            if (!JsonText.RawEquals(JsonText.RawName(member), JsonText.RawName(other.Current)))
            {
                return ReorderedEquals(left, right);
            }

            if (!DeepEquals(member.Value, other.Current.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ReorderedEquals(JsonElement left, JsonElement right)
    {
        (string Name, JsonElement Value)[] mine = Sorted(left);
        (string Name, JsonElement Value)[] theirs = Sorted(right);
        for (int i = 0; i < mine.Length; i++)
        {
            if (!string.Equals(mine[i].Name, theirs[i].Name, StringComparison.Ordinal) || !DeepEquals(mine[i].Value, theirs[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    // OrderBy is stable, which keeps members of the same name in their order.
    private static (string Name, JsonElement Value)[] Sorted(JsonElement value) =>
        [.. value.EnumerateObject().Select(member => (JsonText.NameToText(member), member.Value)).OrderBy(pair => pair.Item1, StringComparer.Ordinal)];

    private static int ArrayHash(JsonElement value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        HashCode hash = default;
        foreach (JsonElement item in value.EnumerateArray())
        {
            hash.Add(DeepHash(item));
        }

        return hash.ToHashCode();
    }

    private static int ObjectHash(JsonElement value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        int sum = 0;
        foreach (JsonProperty member in value.EnumerateObject())
        {
            sum = unchecked(sum + HashCode.Combine(JsonText.RawHash(JsonText.RawName(member)), DeepHash(member.Value)));
        }

        return HashCode.Combine(JsonValueKind.Object, sum);
    }
}
