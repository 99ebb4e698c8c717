using System.Text.Json;

namespace PolicyOs.Expressions.Tests.Suite;

/// <summary>One test of the official suite.</summary>
internal sealed record SuiteCase(string File, string Section, string Name, JsonElement Json)
{
    public string Id => $"{File}/{Section}/{Name}";

    public string Expression => Json.GetProperty("expr").GetString()!;

    public string Container => Json.TryGetProperty("container", out JsonElement container) ? container.GetString()! : "";

    public bool ParseOnly => Flag("disable_check");

    public bool CheckOnly => Flag("check_only");

    public bool ExpectsError => Json.TryGetProperty("eval_error", out _);

    /// <summary>The value expected; a test that says nothing expects true.</summary>
    public JsonElement? ExpectedValue
    {
        get
        {
            if (Json.TryGetProperty("typed_result", out JsonElement typed))
            {
                return typed.TryGetProperty("result", out JsonElement result) ? result : null;
            }

            if (SuiteCorrections.Has(Id))
            {
                return SuiteCorrections.Decode(Json.GetProperty("value"));
            }

            return Json.TryGetProperty("value", out JsonElement value) ? value : JsonDocument.Parse("""{"bool_value": true}""").RootElement;
        }
    }

    public JsonElement? DeducedType =>
        Json.TryGetProperty("typed_result", out JsonElement typed) && typed.TryGetProperty("deduced_type", out JsonElement type) ? type : null;

    private bool Flag(string name) => Json.TryGetProperty(name, out JsonElement flag) && flag.GetBoolean();
}
