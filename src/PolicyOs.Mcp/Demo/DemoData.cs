using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo;

/// <summary>The tables of one scenario, in memory: read from <c>Demo/&lt;scenario&gt;/data.json</c>, changed by its tools, gone with the process.</summary>
internal sealed class DemoData(string scenario, TimeProvider time)
{
    private readonly JsonObject _tables = DemoResource.Read(scenario, "data.json").AsObject();
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    /// <summary>The rows of a table, oldest first.</summary>
    public IEnumerable<JsonObject> Rows(string table) => _tables[table]!.AsArray().Select(row => row!.AsObject());

    /// <summary>Appends a row and gives it back.</summary>
    public JsonObject Add(string table, JsonObject row)
    {
        _tables[table]!.AsArray().Add(row);
        return row;
    }

    /// <summary>Takes a row out of its table.</summary>
    public void Remove(string table, JsonObject row) => _tables[table]!.AsArray().Remove(row);

    /// <summary>The row whose <paramref name="key"/> is this text.</summary>
    public JsonObject? Find(string table, string key, string value) => Rows(table).FirstOrDefault(row => Text(row, key) == value);

    /// <summary>What <paramref name="act"/> makes of the row that the argument <paramref name="key"/> names; a failure when there is none.</summary>
    public DemoReply On(string table, string key, JsonElement arguments, Func<JsonObject, JsonObject> act) =>
        Find(table, key, arguments.Text(key)) is { } row
            ? new DemoReply.Result(act(row))
            : new DemoReply.Failure($"{table[..^1]} not found: {arguments.Text(key)}");

    /// <summary>Every row of a table as the only member of the answer.</summary>
    public JsonObject All(string table) => new() { [table] = _tables[table]!.DeepClone() };

    /// <summary>A new id such as <c>P-3001</c>; every prefix counts for itself.</summary>
    public string Next(string prefix)
    {
        int next = _last.GetValueOrDefault(prefix, 3000) + 1;
        _last[prefix] = next;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{next}");
    }

    /// <summary>The time as an ISO 8601 text in UTC.</summary>
    public string Now() => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A copy of a row without <paramref name="members"/>.</summary>
    public static JsonObject Without(JsonObject row, params ReadOnlySpan<string> members)
    {
        JsonObject copy = row.DeepClone().AsObject();
        foreach (string member in members)
        {
            copy.Remove(member);
        }

        return copy;
    }

    /// <summary>A member that is a text.</summary>
    public static string Text(JsonObject row, string name) => row[name]!.GetValue<string>();

    /// <summary>A member that is a number.</summary>
    public static decimal Amount(JsonObject row, string name) => row[name]!.GetValue<decimal>();
}
