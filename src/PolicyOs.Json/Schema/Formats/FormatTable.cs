using System.Collections.Frozen;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>The formats that are known (2020-12 validation, 7.3). Others mean nothing.</summary>
internal static class FormatTable
{
    private static readonly FrozenDictionary<string, FormatCheck> Checks = new Dictionary<string, FormatCheck>(StringComparer.Ordinal)
    {
        ["date"] = DateTimeFormats.IsDate,
        ["time"] = DateTimeFormats.IsTime,
        ["date-time"] = DateTimeFormats.IsDateTime,
        ["duration"] = DateTimeFormats.IsDuration,
        ["email"] = EmailFormats.IsEmail,
        ["idn-email"] = EmailFormats.IsIdnEmail,
        ["hostname"] = HostFormats.IsHostname,
        ["idn-hostname"] = HostFormats.IsIdnHostname,
        ["ipv4"] = AddressFormats.IsIPv4,
        ["ipv6"] = AddressFormats.IsIPv6,
        ["uri"] = UriFormats.IsUri,
        ["uri-reference"] = UriFormats.IsUriReference,
        ["iri"] = UriFormats.IsIri,
        ["iri-reference"] = UriFormats.IsIriReference,
        ["uri-template"] = UriTemplateFormat.IsTemplate,
        ["uuid"] = TextFormats.IsUuid,
        ["json-pointer"] = TextFormats.IsJsonPointer,
        ["relative-json-pointer"] = TextFormats.IsRelativeJsonPointer,
        ["regex"] = TextFormats.IsRegex,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FormatCheck? Find(string name) => Checks.GetValueOrDefault(name);
}
