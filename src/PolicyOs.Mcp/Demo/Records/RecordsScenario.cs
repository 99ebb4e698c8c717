using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo.Records;

/// <summary>A customer register with duplicates: pairs are compared, previewed, merged once, or marked as different.</summary>
internal sealed class RecordsScenario
{
    private static readonly string[] s_compared = ["name", "email", "phone", "tax_id"];

    private readonly DemoData _register;

    private RecordsScenario(TimeProvider time) => _register = new DemoData("Records", time);

    /// <summary>A register in which nothing has been merged.</summary>
    public static DemoScenario Create(TimeProvider time)
    {
        var records = new RecordsScenario(time);
        return new DemoScenario(
            "records",
            "A customer register. A merge cannot be made twice and is hard to undo.",
            DemoResource.Read("Records", "tools.json").AsArray(),
            new Dictionary<string, Func<JsonElement, DemoReply>>(StringComparer.Ordinal)
            {
                ["records.search"] = records.Search,
                ["records.read"] = arguments => records._register.On("records", "record_id", arguments, row => DemoData.Without(row)),
                ["records.compare"] = records.Compare,
                ["merges.preview"] = records.Preview,
                ["merges.apply"] = records.Merge,
                ["merges.undo"] = records.Undo,
                ["pairs.dismiss"] = records.Dismiss,
                ["reports.write"] = records.Report,
                ["records.delete"] = records.Delete,
            }.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private DemoReply.Result Search(JsonElement arguments) => new(new JsonObject
    {
        ["records"] = new JsonArray([.. _register.Rows("records")
            .Where(row => DemoData.Text(row, "name").Contains(arguments.Text("query"), StringComparison.OrdinalIgnoreCase))
            .Select(row => DemoData.Without(row, "tax_id", "phone", "orders"))]),
    });

    private DemoReply Compare(JsonElement arguments) => OnPair(arguments, (survivor, duplicate) =>
    {
        string[] conflicts = [.. s_compared.Where(name => DemoData.Text(survivor, name) != DemoData.Text(duplicate, name))];
        return new JsonObject
        {
            ["score"] = 1m - (conflicts.Length * 0.2m),
            ["same_entity"] = DemoData.Text(survivor, "tax_id") == DemoData.Text(duplicate, "tax_id"),
            ["conflicts"] = new JsonArray([.. conflicts.Select(name => JsonValue.Create(name))]),
        };
    });

    private DemoReply Preview(JsonElement arguments) => OnPair(arguments, (_, duplicate) =>
        new JsonObject { ["preview_id"] = _register.Next("PV"), ["orders_moved"] = duplicate["orders"]!.DeepClone() });

    private DemoReply Merge(JsonElement arguments) => OnPair(arguments, (survivor, duplicate) =>
    {
        string merge = _register.Next("MG");
        survivor["orders"] = DemoData.Amount(survivor, "orders") + DemoData.Amount(duplicate, "orders");
        _register.Remove("records", duplicate);
        _register.Add("merges", new JsonObject { ["merge_id"] = merge, ["into"] = DemoData.Text(survivor, "record_id"), ["record"] = duplicate });
        return new JsonObject { ["merge_id"] = merge, ["survivor_id"] = DemoData.Text(survivor, "record_id"), ["status"] = "merged" };
    });

    private DemoReply Undo(JsonElement arguments) => _register.On("merges", "merge_id", arguments, merge =>
    {
        JsonObject duplicate = DemoData.Without(merge["record"]!.AsObject());
        JsonObject survivor = _register.Find("records", "record_id", DemoData.Text(merge, "into"))!;
        survivor["orders"] = DemoData.Amount(survivor, "orders") - DemoData.Amount(duplicate, "orders");
        _register.Add("records", duplicate);
        _register.Remove("merges", merge);
        return new JsonObject { ["merge_id"] = DemoData.Text(merge, "merge_id"), ["status"] = "undone" };
    });

    private DemoReply Dismiss(JsonElement arguments) => OnPair(arguments, (_, _) =>
        new JsonObject { ["pair_id"] = _register.Next("PR"), ["status"] = "distinct" });

    private DemoReply.Result Report(JsonElement arguments) => new(new JsonObject { ["report_id"] = _register.Next("R"), ["status"] = "written" });

    private DemoReply Delete(JsonElement arguments) => _register.On("records", "record_id", arguments, row =>
    {
        _register.Remove("records", row);
        return new JsonObject { ["record_id"] = DemoData.Text(row, "record_id") };
    });

    private DemoReply OnPair(JsonElement arguments, Func<JsonObject, JsonObject, JsonObject> act)
    {
        JsonObject? survivor = _register.Find("records", "record_id", arguments.Text("survivor_id"));
        JsonObject? duplicate = _register.Find("records", "record_id", arguments.Text("duplicate_id"));
        return survivor is null || duplicate is null
            ? new DemoReply.Failure($"record not found: {arguments.Text(survivor is null ? "survivor_id" : "duplicate_id")}")
            : new DemoReply.Result(act(survivor, duplicate));
    }
}
