using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo.Campaigns;

/// <summary>A campaign system: audiences, campaigns with budgets, texts that cost money to generate, launches that reach customers.</summary>
internal sealed class CampaignsScenario
{
    private const decimal TextCost = 0.35m;

    private readonly DemoData _data;

    private CampaignsScenario(TimeProvider time) => _data = new DemoData("Campaigns", time);

    /// <summary>A campaign system in which nothing runs.</summary>
    public static DemoScenario Create(TimeProvider time)
    {
        var system = new CampaignsScenario(time);
        return new DemoScenario(
            "campaigns",
            "A campaign system. What is launched reaches customers at once.",
            DemoResource.Read("Campaigns", "tools.json").AsArray(),
            new Dictionary<string, Func<JsonElement, DemoReply>>(StringComparer.Ordinal)
            {
                ["audiences.list"] = _ => new DemoReply.Result(system._data.All("audiences")),
                ["campaigns.get"] = arguments => system._data.On("campaigns", "campaign_id", arguments, row => DemoData.Without(row)),
                ["campaigns.create"] = system.CreateCampaign,
                ["creatives.generate"] = system.Generate,
                ["campaigns.schedule"] = arguments => system.Move(arguments, "scheduled"),
                ["campaigns.launch"] = arguments => system.Move(arguments, "running"),
                ["campaigns.pause"] = arguments => system.Move(arguments, "paused"),
                ["tasks.update"] = system.UpdateTask,
                ["audiences.export"] = arguments => system._data.On("audiences", "audience_id", arguments, row => DemoData.Without(row)),
                ["budgets.raise"] = system.RaiseBudget,
            }.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private DemoReply CreateCampaign(JsonElement arguments) => _data.On("audiences", "audience_id", arguments, _ =>
    {
        JsonObject campaign = arguments.Copy();
        campaign["campaign_id"] = _data.Next("CP");
        campaign["status"] = "draft";
        return DemoData.Without(_data.Add("campaigns", campaign), "name", "audience_id", "channel");
    });

    private DemoReply Generate(JsonElement arguments) => _data.On("campaigns", "campaign_id", arguments, campaign => new JsonObject
    {
        ["creative_id"] = _data.Next("CR"),
        ["text"] = $"{DemoData.Text(campaign, "name")}: {arguments.Text("brief")}",
        ["cost_usd"] = TextCost,
    });

    private DemoReply Move(JsonElement arguments, string status) => _data.On("campaigns", "campaign_id", arguments, campaign =>
    {
        campaign["status"] = status;
        return new JsonObject { ["campaign_id"] = DemoData.Text(campaign, "campaign_id"), ["status"] = status };
    });

    private DemoReply UpdateTask(JsonElement arguments) => _data.On("tasks", "task_id", arguments, task =>
    {
        task["status"] = arguments.Text("status");
        return DemoData.Without(task, "campaign_id", "name");
    });

    private DemoReply RaiseBudget(JsonElement arguments) => _data.On("campaigns", "campaign_id", arguments, campaign =>
    {
        campaign["budget_usd"] = arguments.Amount("budget_usd");
        return DemoData.Without(campaign);
    });
}
