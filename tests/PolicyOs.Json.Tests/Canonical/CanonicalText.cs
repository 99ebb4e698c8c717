using System.Buffers;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Json.Tests.Canonical;

/// <summary>Canonical forms as text.</summary>
internal static class CanonicalText
{
    public static string Of(string json, CanonicalForm form) => Encoding.UTF8.GetString(Bytes(JsonElement.Parse(json), form));

    public static byte[] Bytes(JsonElement value, CanonicalForm form)
    {
        var target = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(value, target, form);
        return target.WrittenSpan.ToArray();
    }
}
