using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Pinning;

/// <summary>Which lists of a server are read beside its tools.</summary>
/// <param name="Prompts">prompts/list.</param>
/// <param name="Resources">resources/list and resources/templates/list.</param>
internal readonly record struct OfferScope(bool Prompts, bool Resources)
{
    /// <summary>All of them.</summary>
    public static OfferScope All { get; } = new(true, true);

    /// <summary>Those that a contract says something about: what it does not name does not exist for the client, and is not asked for.</summary>
    public static OfferScope Of(CompiledBundle bundle, int server) =>
        new(bundle.Prompts.Any(prompt => prompt.Server == server), bundle.Resources.Any(resource => resource.Server == server));
}
