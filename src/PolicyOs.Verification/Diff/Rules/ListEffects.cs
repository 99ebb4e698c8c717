namespace PolicyOs.Verification.Diff.Rules;

/// <summary>What adding to a list and taking from it do.</summary>
internal static class ListEffects
{
    public static string Meaning(ListKind kind) => kind switch
    {
        ListKind.Restrictions => "entry added: strengthening; removed: weakening",
        ListKind.Grants => "entry added: weakening; removed: strengthening",
        ListKind.Alternatives => "entry added: weakening; removed: strengthening; a first one: strengthening; the last one: weakening, since none means any",
        ListKind.Existing => "entry added: compatible; removed: breaking",
        _ => "entry added: weakening; removed: breaking",
    };

    /// <param name="kind">What entries do.</param>
    /// <param name="wasAny">Whether the old list restricted nothing, being empty or absent.</param>
    public static (Effect Effect, string Why) Added(ListKind kind, bool wasAny) => kind switch
    {
        ListKind.Restrictions => (Effect.Narrower, "one more restriction"),
        ListKind.Grants or ListKind.Opened => (Effect.Wider, "one more is permitted"),
        ListKind.Alternatives => wasAny ? (Effect.Narrower, "any was permitted before") : (Effect.Wider, "one more is permitted"),
        _ => (Effect.None, "new, and open to nobody by itself"),
    };

    /// <param name="kind">What entries do.</param>
    /// <param name="isAny">Whether the new list restricts nothing, being empty or absent.</param>
    public static (Effect Effect, string Why) Removed(ListKind kind, bool isAny) => kind switch
    {
        ListKind.Restrictions => (Effect.Wider, "one restriction less"),
        ListKind.Grants => (Effect.Narrower, "one less is permitted"),
        ListKind.Alternatives => isAny ? (Effect.Wider, "any is permitted now") : (Effect.Narrower, "one less is permitted"),
        _ => (Effect.Breaks, "it does not exist any more"),
    };
}
