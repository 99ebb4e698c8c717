using System.Text;

namespace PolicyOs.Benchmarks.Json;

/// <summary>Tool calls of about 1 KiB per order, as an agent would send them.</summary>
internal static class Sample
{
    private const string Note = """Ship together, and \"leave\" at the door\nafter 6 pm.""";

    public static byte[] ToolCall(int orders, string note = Note)
    {
        string arguments = string.Join(',', Enumerable.Range(0, orders).Select(i => Encoding.UTF8.GetString(Order(i, note))));
        return Encoding.UTF8.GetBytes(
            $$$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"create_orders","arguments":{"orders":[{{{{arguments}}}}]}}}""");
    }

    /// <summary>One object of about 1 KiB.</summary>
    public static byte[] Order(int number, string note = Note) => Encoding.UTF8.GetBytes(
        $$$"""
        {"order_id":"ord-{{{number:d8}}}","customer":{"id":"cus-0042","name":"Zoë Müller","email":"zoe@example.com","tier":"gold","consents":["mail","phone"]},
        "currency":"EUR","total":1249.5,"tax":{"rate":0.19,"amount":199.5},"express":true,"coupon":null,
        "items":[{"sku":"A-1001","title":"Desk lamp, brass","quantity":2,"unit_price":49.75,"attributes":{"color":"brass","socket":"E27"}},
        {"sku":"B-2002","title":"Standing desk 160x80","quantity":1,"unit_price":950,"attributes":{"color":"oak","motors":2}},
        {"sku":"C-3003","title":"Cable tray","quantity":4,"unit_price":50,"attributes":{"color":"black","length_mm":800}}],
        "shipping":{"method":"freight","address":{"street":"Long Street 12","postal_code":"10115","city":"Berlin","country":"DE"},"slots":[1,4,9,16,25]},
        "note":"{{{note}}}","created":"2026-03-14T09:26:53.589Z","source":{"channel":"agent","session":"7f3d2a90c1"}}
        """);
}
