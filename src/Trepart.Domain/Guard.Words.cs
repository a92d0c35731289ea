using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Trepart.Domain;

/// <content>The words that the guard looks for.</content>
public static partial class Guard
{
    // Matched without backtracking, or without repetition: no text, however made, takes more time than its length explains.

    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const RegexOptions AnyCase = Plain | RegexOptions.IgnoreCase;

    /// <summary>The point in "4. klasse" ends no sentence.</summary>
    [GeneratedRegex(@"[!?;\n\r]|(?<![0-9])\.(\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\p{L}+(-\p{L}+)*", Plain)]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"^\p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}+)*$", Plain)]
    private static partial Regex Capitalised();

    [GeneratedRegex(@"(?<![0-9])([0-9]{6}|[0-9]{2}\.[0-9]{2}\.[0-9]{2})[ \u00A0.\-]?[0-9]{5}(?![0-9])", RegexOptions.ExplicitCapture)]
    private static partial Regex ElevenDigits();

    [GeneratedRegex(@"\b(fødsels(nummer|nr)|person(nummer|nr)|fnr|pasient|journal|bruker|brukar)\w*", AnyCase)]
    private static partial Regex IdentityWord();

    private const string Pay = "løn(n|na|nen|a)?";
    private const string InCare = @"(barn|unge|elev|bebo|bebu|pasient|bruker|brukar)\w*";

    [GeneratedRegex(
        @"\b(grunnløn\w*|(hoved|hovud|mellom)?oppgj[øe]r(et)?|(mer|meir|bedre|betre|mindre) betal(t|ing)\b|(tjen|ten)(er|e|ar|te) (\w+ ){0,3}(mer|meir|mindre) enn|ansiennitet\w*" +
        @"|(kroner|kr) (mer|meir)|(tusen|hundre) (kroner )?(mer|meir)|tillegg(et|a) for" +
        @"|løn(n|ns|s)?(krav|forhandling|oppgj[øe]r|tillegg|øking|økning|auk(e|ing)|påle(gg|gget)|trinn|steg" +
        @"|plassering|vurdering|hopp|løft)\w*" +
        @"|(høyere|høgare|mer|meir|bedre|betre|lik|lavere|lågare|dårlig|dårleg|for lav|for låg|tener|tjener) (i )?" +
        Pay + @"|(opp|auke|auka|økt|øke|heve|løfte) (i )?" + Pay +
        @"|" + Pay + @" (må|bør|skal) (opp|auk\w*|økes|heves)|" + Pay + @"\b.*\b(heves|hevast|økes|aukast|opp)" +
        @"|(forhandl\w+|kreve|krav|krever|krevje|krev) (om |på |til )?(høyere |høgare |mer |meir )?" + Pay +
        @"|lokale? forhandling\w*|tariffoppgj[øe]r\w*|tariffkrav\w*" +
        @"|\w{3,}tillegg(et|a|ene)?|lokale? tillegg|lokalt tillegg|(kroner|kr) (mer|meir) i (timen|" + Pay + @"))\b",
        AnyCase)]
    private static partial Regex PayTheme();

    [GeneratedRegex(
        @"\b((holde|halde) (tett|kjeft)|(be|ba|bad|ber|får beskjed om å|pressa?(t|er)? til å) (\w+ ){0,2}(tie|teie)|pynt(e|a|er|ar) på (tal|regnskap|rekneskap)\w*" +
        @"|ut(e|a)n å lyse ut|ut(e|a)n (vedtak|anbud|anbod|handsaming|behandling)\b|kommune(n|ns) (sine )?(penger|pengar|bil|midler|midlar)\w*" +
        @"|(svoger|svoger|datter|dotter|sønn|son|kone|mann|venn|ven)(en|a|et)? (sin|si|til (leder|leiar|rektor|rådmann|ordfør|sjef))\w*" +
        @"|(gaver|gåver|middag\w*|turer|turar) (\w+ ){0,2}(fra|frå) (\w+ )?(leverandør|firma)\w*|(tvang|tvinge\w*|tving\w*|låse?r? inne|stenge?r? inne) (\w+ ){0,2}(mot )?" + InCare +
        @"|(slett(e|a|er)|fjern(e|a|er)|skjul(e|er)) (\w+ )?avvik\w*|avfall\w* (\w+ )?i (elva|bekken|sjøen|fjorden)|alarm\w* (\w+ ){0,3}(kobl|kopl|slått av|slege av)\w*" +
        @"|(medisin\w*|legemid\w*|morfin\w*) (som )?(forsvinn|mangl|vert borte|blir borte)\w*|(timer|timar) (som )?ingen (har )?(jobb|arbeid)\w*" +
        @"|lov(brudd|brot)\w*|ulov(lig|leg)\w*|mot lov(en|a)\b|kritikkverdig\w*|gjengjeld\w*" +
        @"|bryte?r? (\w+ )?\w*(loven|lova|plikta|plikten)|br(udd|ot) på (\w+ )?\w*(lov|plikt|vern|regl)\w*" +
        @"|korrup\w*|bestikk\w*|underslag\w*|underslå\w*|svindel\w*|svindl\w*|bedrager\w*" +
        @"|(hvit|kvit)vask\w*|forfalsk\w*|juks(er|ar|e|a|ing)\b" +
        @"|tyveri\w*|tjuveri\w*|stjeler|stjålet|stjele|stel (frå|pengar|medisin\w*)|nask(ar|er)" +
        @"|(tar|tek|tok|ta) (\w+ )?((penger|pengar) (fra|frå|ut)|medisin\w* (med seg|heim|hjem))" +
        @"|(fare|farleg|farlig) for liv\w*|livs?far(e|ens|leg|lig)\w*|forurens\w*|forurein\w*|omsorgssvikt\w*|vanskjøtsel\w*" +
        @"|(slår|slo|slått|slege|spark(er|a|et)|lugg(er|ar)) ((en|et|ein|ei|eit|de andre|dei andre|på) )?" + InCare +
        @"|(dytt(er|ar|a|et)|kløp|klyper|film(er|ar|a|et)|hold(er|t)|held|heldt) (\w+ )?(fast )?" + InCare +
        @"|(hold|hald)\w* fast( \w+)? mot|med (makt|tvang)\b|tvangs\w+|tru(a|et|er|ga|gar|ar) (\w+ )?(til|med|på|om)\b|trugsmål\w*)",
        AnyCase)]
    private static partial Regex Wrongdoing();

    [GeneratedRegex(
        @"\b((vold|voldelig|voldelige|volden|vald|valden|valdeleg|valdelege|voldsbruk|valdsbruk|voldtekt\w*|valdtekt\w*)\b" +
        @"|trakasser\w*|overgrep\w*|diskriminer\w*|rasis\w*|tafs\w*|beføl\w*)",
        AnyCase)]
    private static partial Regex Violence();

    /// <summary>Learning to meet violence is a theme for the group; violence that happens may be a case for another channel.</summary>
    [GeneratedRegex(
        @"\b(kurs\w*|opplæring\w*|f(o|ø)re?bygg\w*|øv(e|er|ing|inga|elser?|ar)\b|rutine\w*|retningslinj\w*|handlingsplan\w*" +
        @"|risikovurder\w*|(hånd|hand)tere\w*)",
        AnyCase)]
    private static partial Regex Prevention();

    [GeneratedRegex(@"\b(personal(sak|saka|saken|mappe|mappa|mappen)|oppseiingssak\w*|oppsigelsessak\w*)\b", AnyCase)]
    private static partial Regex OwnPersonnelCase();

    private const string Misconduct =
        @"(mobb(er|ar|a|et)|drikk(er)?|drakk|ruse(t|de)|rusa|kjeft(er|ar)|skriker til|krangl(er|ar|a|et)|baksnakk(er|ar)" +
        @"|udug(elig|eleg)|inkompetent|lat|lyver|lyg)";

    [GeneratedRegex(
        @"\b(\w*(leder|leiar)en( \w+)?|sjefen( \w+)?|rektor|styreren|styraren|formannen) ((har |er )?" + Misconduct + @"|(har |er )?(\w+ )?imot meg|behandl(er|ar) meg|gir meg (alltid|dei verste|de verste))\b",
        AnyCase)]
    private static partial Regex LeadersConduct();

    [GeneratedRegex(
        @"\b(altfor mye borte|alltid borte|fravær(et)? (hans|hennes|hennar)|(sit|sitter) (bare |berre )?på (telefon|pauserom)\w*|(må|bør) (ut|byttes ut|bytast ut)|klar(er|ar) (det )?(ikke|ikkje)|gløym(er|e)|glem(mer|me)|advarsel\w*|advarsler|åtvaring\w*|avskjed\w*|suspender\w*|omplasser\w*|degrader\w*" +
        @"|oppsigelse(n|r)?|oppsagt|oppseiing(a|ar)?|si(es)? opp|seia(st)? opp|sagt opp|sparken" +
        @"|(syk|syke|sjuk|sjuke)mel\w*|utbren(t|d)|depre\w*|angst\w*|psykisk\w*|gravid\w*|kreft\w*|skilsmisse\w*" +
        @"|alkohol\w*|full på jobb\w*|fyll(a|en|esyk\w*|esjuk\w*)|promille|rusproblem\w*|rus(er|ar) seg" +
        @"|konflikt\w*|uven(n)?er|krangel\w*|samarbeidsproblem\w*|skulk(er|ar|a|et)|sluntrer unna" +
        @"|(gjør|gjer) (ikke|ikkje|aldri) job(b|be)\w*|(egner|eignar) seg (ikke|ikkje)" +
        @"|(ikke|ikkje) (egnet|skikket|eigna|skikka)" +
        @"|" + Misconduct + @")\b",
        AnyCase)]
    private static partial Regex PersonnelMatter();

    /// <summary>Words of a complaint. With a name beside them they tell of one person, whoever that is.</summary>
    [GeneratedRegex(
        @"\b(slipp(er)? unna|slepp unna|til å stole på|tilrettelegging|fast stilling|(må|bør) slutte|(samarbeide|jobbe|arbeide) (sammen )?med|(en|ein) (alvors)?prat|alvorsprat\w*|venn med sjefen" +
        @"|(møte|møter|møtt) veggen|tonen (hans|hennes|hennar)|aldri|frekk\w*|uhøf(lig|leg)\w*|ufin\w*|sur|sint|stygt|(vanskelig|vanskeleg) å|umulig|umogleg|håpløs|hårreisende" +
        @"|skyld(er|ar) på|(orker|orkar|gidder|giddar|gidd) (ikke|ikkje)|klag(er|ar) (på|over|om)|sladr\w*|løgn\w*" +
        @"|(kommer|kjem|møter) (alltid |ofte )?(for |altfor )?(sent|seint))\b",
        AnyCase)]
    private static partial Regex Complaint();

    private const string Occupation =
        @"((de|dei) )?\w*(assistent|pleier|pleiar|arbeider|arbeidar|lærer|lærar|vikar|leder|leiar|vaktmester|vaktmeist|nattevakt" +
        @"|renholder|reinhaldar|sjåfør|kolleg|ansatt|tilsett|kokk|lærling|kvinne|mennene|mennane)\w*";

    /// <summary>One person, without a name.</summary>
    [GeneratedRegex(
        @"\b((den|dei) (nye|eine|ene) " + Occupation + @"|\w*(renholder|reinhaldar|assistent|vikar|pleier|pleiar|vaktmester|sjåfør|kokk)en|(han|hun|ho) som" +
        @"|han|hun|ho|ham|henne|hennes|hennar|(en|ein) viss \w+|ho på \w+" +
        @"|kolleg(a|aen) (min|vår|hans|hennes|hennar)|(\w*leder|\w*leiar|sjef)en (min|vår)" +
        @"|(en|ei|ein|éin|eine) (av|på) (oss|natt\w*|lageret|kjøkkenet|" + Occupation + @"))\b",
        AnyCase)]
    private static partial Regex OnePerson();

    [GeneratedRegex(
        @"^(fru|frue|vesle|lille|barn|barnet|barna|borna|(gut|gutt|jent|unge)(en|a|ene|ane)?|guten|ungane|baby|babyen|elev(en|ene|ane)?|pasient(en|ene|ane)?" +
        @"|beboer(en|ne)?|bebuar(en|ane)?|bruker(en|ne)|brukar(en|ane)|tjenestemottaker(en)?|tenestemottakar(en)?|klient(en)?" +
        @"|tvilling(ene|ane)|søsknene|søskena|fosterbarnet)$",
        AnyCase)]
    private static partial Regex Role();

    /// <summary>Also what one does with programs, so that only a known name after it tells.</summary>
    [GeneratedRegex("^(bruker|brukar)$", AnyCase)]
    private static partial Regex RoleOrVerb();

    [GeneratedRegex(
        @"^(mor|mora|moren|mamma|mammaen|far|faren|pappa|pappaen|foreldre|foreldra|foreldrene|besteforeldre(ne)?|bestemor|bestemora" +
        @"|bestefar|datter|datteren|dotter|dottera|sønn|sønnen|sonen|bror|broren|søster|søsteren|syster" +
        @"|kone|kona|mann|mannen|ektemann|ektemannen|ektefelle|ektefellen|pårørende|pårørande|verge|vergen|verja)$",
        AnyCase)]
    private static partial Regex Kin();

    [GeneratedRegex(
        @"^(vår|vårt|våre|min|mitt|mine|som|heter|heiter|kalt|lille|vesle" +
        @"|tvillingene|tvillingane|eleven|gutten|guten|jenta|barnet|pasienten|beboeren|bebuaren|brukeren)$",
        AnyCase)]
    private static partial Regex BetweenRoleAndName();

    [GeneratedRegex(
        @"\b((pasient|beboer|bebuar|bruker|brukar)(en|n)?|mannen|dama|damen|kvinna|kvinnen|herren|ho|han|hun)" +
        @" (\w+ )?på rom(met)? [0-9]+",
        AnyCase)]
    private static partial Regex OneInRoom();

    [GeneratedRegex(
        @"\b(barnevern\w*|bup|ppt|adhd\w*|autis\w*|downs?|epilep\w*|allergi\w*|diabet\w*|diagnose\w*|demens\w*|dement\w*|insulin\w*" +
        @"|bleie\w*|utager\w*|(spiser|sover|søv|et) (ikke|ikkje)" +
        @"|(nekter|nektar|vil ikke|vil ikkje) (å )?(dusj|spis|ete|ta medisin|stell|sove|kle)\w*" +
        @"|(stell|mat|vask)(e|er|es|ast) \p{L}+ (alene|åleine|to ganger|kvar|hver)" +
        @"|(de|dei) andre (barn|born|elev|ung|bebo|bebu|pasient)\w*)",
        AnyCase)]
    private static partial Regex CareOrOtherChildren();

    [GeneratedRegex(
        @"^[ ,(]{1,2}(på )?([0-9]{1,3} ?(år|mnd|måneder|månader)|(på )?rom [0-9]|i ?[0-9]{1,2}\.? ?([a-e]\b|klasse|trinn))",
        AnyCase)]
    private static partial Regex AgeOrRoom();

    [GeneratedRegex(
        @"^(på|ved|i|frå|fra|avd|avdeling|avdelinga|avdelingen|skole|skule|barnehage|gruppa|gruppe|huset|vei|veien|gate|rundt|firmaet)$",
        AnyCase)]
    private static partial Regex BeforePlace();

    /// <summary>Written with a capital, and no person: organisations, places, programs, and words that open what is quoted.</summary>
    [GeneratedRegex(
        @"^(\w*(forbund|forbundet|foreningen|foreininga|kommune|kommunen|skole|skolen|skule|skulen|barnehage|barnehagen|sykehjem" +
        @"|sjukeheim|heimen|hjemmet|senter|senteret|bakken|tunet|huset|tjenesten|tenesta|gruppa|avdeling|avdelinga|utvalget|utvalet" +
        @"|rådet|loven|lova|dagen|gata|veien|vegen)|delta|norge|noreg|norsk|oslo|bergen|sverige|europa|visma|gerica|profil" +
        @"|teams|outlook|excel|word|facebook|messenger|zoom|ipad|vigilo|transponder|tidsbanken|compilo" +
        @"|hei|takk|hilsen|helsing|mvh|ps|jul|påske" +
        @"|vi|me|det|de|dei|dette|den|jeg|eg|du|dere|dykk|han|hun|ho|her|der|da|så|og|men|når|om|som|hva|kva|hvem|kven|hvorfor|kvifor" +
        @"|hvordan|korleis|kan|skal|må|bør|alle|noen|nokon|mange|ikke|ikkje)$",
        AnyCase)]
    private static partial Regex NoPerson();

    [GeneratedRegex(
        @"^(per|liv|bjørn|dag|stein|rune|tone|gro|odd|stig|tor|bo|ulv|storm|siv|stål|sol|finn|rolf|mai|arne|live|unn|jo|roy|max|jan|jon" +
        @"|even|anna|inga|vera|helga|tom|iver|august|kaia|kim)$",
        AnyCase)]
    private static partial Regex EverydayName();

    [GeneratedRegex(
        @"^(har|er|var|fikk|fekk|får|må|skal|bør|burde|kom|kjem|kommer|møter|møtte|vil|ble|blei|vart|gjør|gjer|drikker|drikk" +
        @"|mobber|mobbar|krangler|kranglar|\p{Lu}\p{L}+)$",
        Plain)]
    private static partial Regex AfterPerson();

    /// <summary>Given names that are no everyday words: they are known also at the head of a sentence and in small letters.</summary>
    private static readonly FrozenSet<string> GivenNames =
        """
        adam ahmed aino aisha aksel albert alexander alf ali alma amalie amanda amina anders andrea andreas anette anita anja anne
        annika aslaug astrid atle ayan beate benjamin bente berit bernt birger birgit birgitte birte bjarne bjørg bjørnar borghild brit
        britt brynjar camilla carina caroline cathrine cecilie charlotte christer christian christina christine christoffer daniel david
        ebba eilif einar eirik eivind elena eli elias elin eline elisabeth elise ella ellen elling else emil emilie emine emma endre
        erik erling espen eva fatima fatuma felix filip fredrik fredrikke frida frode geir georg gerd gunhild gunn gunnar gunvor guro
        gustav guttorm halvor hanna hannah hanne harald hassan hedda hege heidi helene helge henriette henrik henry hermine hilda hilde
        hilmar håkon håvard iben ibrahim ida idar inge ingeborg inger ingrid ingunn ingvar ingvild irene isak iselin ivar jakob jenny
        jens johan johanna johanne johannes jonas jonathan jorunn josefine julie jørgen jørn kaja kari karianne karin karina karl
        karoline katarzyna kathrine katrine kenneth ketil kine kirsten kjell kjersti kjetil knut konrad kristian kristin kristina
        kristine kristoffer lars lasse leah leif leila lena leon liam lillian linda linn linnea lisa lisbeth lise lotte lucas lukas mads
        magne magnhild magnus maja malin margit margrete margrethe mari maria mariam marianne marie marit marius markus marta marte
        martha martin martine mathias mathilde matilde mats merete mette mia michael mikkel miriam mohamed mohammed mona monica monika
        morten muhammad nadia natalia nikolai nils nina noah noor nora oda odin odvar ola olaf olav ole olena olga oliver olivia omar
        oskar ottar otto ove pauline pernille peter petter pia piotr preben ragna ragnar ragnhild randi rasmus rebecca reidar reidun
        roald robert roger ronny runar ruth sander sandra sara sebastian selam selma sigmund signe sigrid sigurd silje simen simon siri
        sissel sivert sofia sofie solfrid solveig sondre sonja stefan steffen stian stine sunniva susanne svein sverre svetlana svitlana
        synnøve sølvi tarjei terese terje thea theodor therese thomas thor thorbjørn thorleif tobias tommy tora torbjørn tore torgeir
        torhild torill torstein torunn tove trine trond trude trygve turid tuva ulrik unni vegard vibeke victoria vidar viktor viktoria
        vilhelm vilma wenche wilhelm william wojciech yasmin yngve yusuf zahra zainab åge ågot åse åshild åsmund ørjan øystein øyvind
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
