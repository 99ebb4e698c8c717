using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo;

/// <summary>Reads the JSON files that lie beside a scenario and are embedded in the executable.</summary>
internal static class DemoResource
{
    /// <summary>The document in <c>Demo/&lt;scenario&gt;/&lt;file&gt;</c>.</summary>
    public static JsonNode Read(string scenario, string file)
    {
        string name = $"PolicyOs.Mcp.Demo.{scenario}.{file}";
        using Stream stream = typeof(DemoResource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in this executable");
        return JsonNode.Parse(stream)!;
    }
}
