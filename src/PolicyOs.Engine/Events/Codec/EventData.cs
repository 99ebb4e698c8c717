using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Events.Codec;

/// <summary>Reads the data of an event.</summary>
internal sealed class EventData(CompiledBundle bundle, JsonElement root)
{
    public CompiledBundle Bundle => bundle;

    public string Text(string name) => root.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    public string? TextOrNull(string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public bool Flag(string name) => root.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    public long Count(string name) => root.GetProperty(name).GetInt64();

    public JsonNumber? Number(string name) => root.TryGetProperty(name, out JsonElement value) ? JsonNumber.From(value) : null;

    public JsonNumber Amount(string name) => Number(name) ?? JsonNumber.Zero;

    public DateTimeOffset Time(string name) =>
        DateTimeOffset.ParseExact(Text(name), "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public UInt128 Digest(string name) =>
        TextOrNull(name) is { } hex ? UInt128.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : default;

    // In a document of its own: a state must not hold the whole event because of one value.
    public JsonElement? Json(string name) => root.TryGetProperty(name, out JsonElement value) ? value.Clone() : null;

    public ImmutableArray<string> Texts(string name) =>
        root.TryGetProperty(name, out JsonElement values) ? [.. values.EnumerateArray().Select(static v => v.GetString() ?? throw new FormatException("null in a list"))] : [];

    /// <summary>The number of the tool; -1 when the bundle has none of that name.</summary>
    public int Tool() => bundle.ToolNumbers.TryGetValue(Text("tool"), out int number) ? number : -1;

    public ImmutableArray<int> Labels() => [.. Texts("labels").Select(name => bundle.Labels.IndexOf(name)).Where(static n => n >= 0)];

    public int Phase(string name)
    {
        string? phase = TextOrNull(name);
        for (int number = 0; phase is not null && number < bundle.Session.Phases.Length; number++)
        {
            if (bundle.Session.Phases[number].Name == phase)
            {
                return number;
            }
        }

        return -1;
    }

    public DecisionCode Code(string name) => CodeOrNull(name) ?? throw new KeyNotFoundException($"{name} is missing");

    public DecisionCode? CodeOrNull(string name) =>
        TextOrNull(name) is { } code
            ? DecisionCode.All.FirstOrDefault(c => c.Name == code) ?? throw new KeyNotFoundException($"{code} is no code")
            : null;

    public T Choice<T>(string name)
        where T : struct, Enum => Enum.Parse<T>(Text(name));

    public EventStreams Streams()
    {
        ImmutableArray<string> also = Texts("also_on");
        return EventStreams.Session
            | (also.Contains("tenant") ? EventStreams.Tenant : EventStreams.None)
            | (also.Contains("everyone") ? EventStreams.Everyone : EventStreams.None);
    }

    public ImmutableArray<T> Objects<T>(string name, Func<EventData, T> read) =>
        root.TryGetProperty(name, out JsonElement items) ? [.. items.EnumerateArray().Select(item => read(new EventData(bundle, item)))] : [];

    public T? Object<T>(string name, Func<EventData, T> read)
        where T : class => root.TryGetProperty(name, out JsonElement item) ? read(new EventData(bundle, item)) : null;

    /// <summary>The place of a name in a list of the bundle; -1 when it is not there.</summary>
    public int NumberOf<T>(string name, ImmutableArray<T> items, Func<T, string> nameOf)
    {
        string wanted = Text(name);
        for (int number = 0; number < items.Length; number++)
        {
            if (nameOf(items[number]) == wanted)
            {
                return number;
            }
        }

        return -1;
    }
}
