using System.Text.Json;

namespace PolicyOs.Json.Strict;

/// <summary>Turns what a scan stopped at into what people read; only a refused document pays for it.</summary>
internal static class FaultReport
{
    public static StrictError Of(ReadOnlySpan<byte> utf8, StrictFault fault)
    {
        PointerBuilder pointer = PointerAt(utf8[..fault.Offset]);
        string subject = "";
        if (fault.Property is not null)
        {
            pointer.Name(fault.Property);
            subject = $"property `{PointerText.Display(PointerText.Cut(fault.Property))}` ";
        }

        string place = pointer.ToString();
        return new(fault.Kind, fault.Offset, place, $"{subject}{fault.Reason}{PointerText.Place(place)} (byte {fault.Offset})");
    }

    /// <summary>Where in the document the next value stands, after a prefix that is known to be well formed.</summary>
    private static PointerBuilder PointerAt(ReadOnlySpan<byte> prefix)
    {
        var pointer = new PointerBuilder();
        var reader = new Utf8JsonReader(prefix, isFinalBlock: false, new(new() { MaxDepth = StrictOptions.DepthCeiling + 1 }));
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    pointer.Open(isObject: true);
                    break;
                case JsonTokenType.StartArray:
                    pointer.Open(isObject: false);
                    break;
                case JsonTokenType.PropertyName:
                    pointer.Name(reader.GetString()!);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    pointer.Close();
                    break;
                default:
                    pointer.ValueEnded();
                    break;
            }
        }

        return pointer;
    }
}
