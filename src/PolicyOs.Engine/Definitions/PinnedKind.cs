namespace PolicyOs.Engine.Definitions;

/// <summary>What kind of thing a pinned definition defines (spec 3.6).</summary>
public enum PinnedKind
{
    /// <summary>An entry of tools/list.</summary>
    Tool,

    /// <summary>An entry of prompts/list.</summary>
    Prompt,

    /// <summary>An entry of resources/list.</summary>
    Resource,

    /// <summary>An entry of resources/templates/list.</summary>
    ResourceTemplate,
}
