using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Commands;
using Trepart.Web.Import;
using Trepart.Web.Seats;

namespace Trepart.Web.Tests;

/// <summary>A story is brought in whole or not at all, and as often as one likes.</summary>
public sealed class ImportTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string[] Start =
    [
        """{"do":"create_municipality","tenant":"TENANT","name":"Nesodden kommune","written":"nb","at":"2026-01-05"}""",
        """{"do":"establish_arena","at":"2026-01-05","arena":"gruppa","kind":"workingGroup","name":"HMS-gruppa","workplace":"Fjellstrand"}""",
        """{"do":"establish_seat","at":"2026-01-05","seat":"leder-plass","arena":"gruppa","role":"unitLeader"}""",
        """{"do":"take_seat","at":"2026-01-05","seat":"leder-plass","holding":"leder","person":"person-leder","name":"Leder fra Nesodden"}""",
        """{"do":"raise_matter","at":"2026-02-02","matter":"sak","arena":"gruppa","by":"leder","title":"Heisen","concern":"Den står."}""",
    ];

    private static readonly string[] More =
    [
        """{"do":"clarify_problem","at":"2026-02-09","matter":"sak","by":"leder","problem":"Den står hver uke."}""",
        """{"do":"close_matter","at":"2026-03-02","matter":"sak","by":"leder","result":"Ny heis er på plass."}""",
    ];

    /// <summary>What a group does in a year, from its place in the tree to its approved minutes: a line for every act that no older story has.</summary>
    private static readonly string[] Year =
    [
        """{"do":"establish_arena","at":"2026-02-02","arena":"styringsgruppa","kind":"steeringGroup","name":"Styringsgruppa"}""",
        """{"do":"establish_seat","at":"2026-02-02","seat":"koordinator-plass","arena":"styringsgruppa","role":"coordinator"}""",
        """{"do":"take_seat","at":"2026-02-02","seat":"koordinator-plass","holding":"koordinator","person":"person-koordinator","name":"Koordinator fra Nesodden"}""",
        """{"do":"register_workplace","at":"2026-02-02","workplace":"helse","arena":"styringsgruppa","level":"sector","name":"Helse"}""",
        """{"do":"register_workplace","at":"2026-02-02","workplace":"fjellstrand","arena":"styringsgruppa","level":"unit","name":"Fjellstrand","parent":"helse","employees":40}""",
        """{"do":"rename_workplace","at":"2026-02-02","workplace":"fjellstrand","name":"Fjellstrand bosenter"}""",
        """{"do":"count_employees","at":"2026-02-02","workplace":"fjellstrand","employees":41}""",
        """{"do":"enter_figure","at":"2026-02-02","workplace":"fjellstrand","indicator":"sickLeave","year":2025,"quarter":4,"percent":"7,4"}""",
        """{"do":"correct_figure","at":"2026-02-02","workplace":"fjellstrand","indicator":"sickLeave","year":2025,"quarter":4,"percent":"7,6"}""",
        """{"do":"move_workplace","at":"2026-02-02","workplace":"fjellstrand"}""",
        """{"do":"close_workplace","at":"2026-02-02","workplace":"helse"}""",
        """{"do":"reopen_workplace","at":"2026-02-02","workplace":"helse"}""",
        """{"do":"attach_arena","at":"2026-02-02","arena":"gruppa","node":"fjellstrand"}""",
        """{"do":"establish_seat","at":"2026-02-02","seat":"ansatte","arena":"gruppa","role":"employee"}""",
        """{"do":"take_seat","at":"2026-02-02","seat":"ansatte","holding":"ansatt","person":"person-ansatt","name":"Ansatt fra Nesodden"}""",
        """{"do":"establish_seat","at":"2026-02-02","seat":"tv-plass","arena":"gruppa","role":"shopSteward","organisation":"Fagforbundet"}""",
        """{"do":"take_seat","at":"2026-02-02","seat":"tv-plass","holding":"tv","person":"person-tv","name":"Tillitsvalgt fra Nesodden"}""",
        """{"do":"establish_seat","at":"2026-02-02","seat":"vo-plass","arena":"gruppa","role":"safetyRepresentative"}""",
        """{"do":"take_seat","at":"2026-02-02","seat":"vo-plass","holding":"vo","person":"person-vo","name":"Verneombud fra Nesodden"}""",
        """{"do":"appoint_deputy","at":"2026-02-02","seat":"vo-plass","holding":"vo-vara","person":"person-vara","name":"Vara fra Nesodden"}""",
        """{"do":"choose_meeting","at":"2026-02-03","by":"leder","arena":"gruppa","buildsOn":"hmsMeeting","rhythm":"monthly"}""",
        """{"do":"state_purpose","at":"2026-02-03","by":"tv","arena":"gruppa","purpose":"Vi skal få det bedre på jobb."}""",
        """{"do":"state_involvement","at":"2026-02-03","by":"tv","arena":"gruppa","involvement":"Vi spør på personalmøtet."}""",
        """{"do":"set_maturity","at":"2026-02-03","by":"tv","arena":"gruppa","maturity":"starting"}""",
        """{"do":"note_deviation","at":"2026-02-03","by":"leder","arena":"gruppa","point":"noDepartmentLeader","reason":"Huset har ingen avdelinger."}""",
        """{"do":"state_expectations","at":"2026-02-03","by":"leder","seat":"vo-plass","expectations":"Si fra i tide."}""",
        """{"do":"adopt_rules","at":"2026-02-03","by":"leder","rules":"regler","arena":"gruppa","points":["Alle blir hørt.","Vi møter forberedt."]}""",
        """{"do":"acknowledge_rules","at":"2026-02-03","by":"tv","seat":"tv-plass","rules":"regler"}""",
        """{"do":"note_union","at":"2026-02-03","by":"leder","union":"delta","arena":"gruppa","organisation":"Delta"}""",
        """{"do":"invite_union","at":"2026-02-03","by":"leder","union":"delta"}""",
        """{"do":"note_union_declines","at":"2026-02-03","by":"leder","union":"delta","reason":"Ikke i år."}""",
        """{"do":"note_union_accepts","at":"2026-02-04","by":"leder","union":"delta"}""",
        """{"do":"note_union_represented","at":"2026-02-05","by":"tv","union":"delta","seat":"tv-plass"}""",
        """{"do":"note_union_gone","at":"2026-02-06","by":"tv","union":"delta"}""",
        """{"do":"open_input_link","at":"2026-02-06","by":"tv","input_link":"plakat","arena":"gruppa","where":"Pauserommet"}""",
        """{"do":"close_input_link","at":"2026-02-06","by":"tv","input_link":"plakat"}""",
        """{"do":"give_input","at":"2026-02-06","by":"ansatt","input":"trekk","arena":"gruppa","kind":"problem","text":"Det trekker.","source":"safetyRound"}""",
        """{"do":"ask_giver","at":"2026-02-06","by":"vo","input":"trekk","question":"Hvor trekker det?"}""",
        """{"do":"reply_to_group","at":"2026-02-06","by":"ansatt","input":"trekk","reply":"I gangen."}""",
        """{"do":"link_input","at":"2026-02-06","by":"vo","input":"trekk","matter":"sak"}""",
        """{"do":"raise_matter","at":"2026-02-06","by":"vo","matter":"gangen","arena":"gruppa","title":"Gangen","concern":"Den er kald.","source":"elsewhere","solvedBy":"together"}""",
        """{"do":"relink_input","at":"2026-02-06","by":"vo","input":"trekk","matter":"gangen","why":"Det gjaldt ikke heisen."}""",
        """{"do":"retitle_matter","at":"2026-02-06","by":"vo","matter":"gangen","title":"Trekk i gangen","why":"Det sier mer."}""",
        """{"do":"clarify_problem","at":"2026-02-06","by":"vo","matter":"gangen","problem":"Døra er utett."}""",
        """{"do":"agree_problem","at":"2026-02-06","by":"vo","matter":"gangen","seats":["vo-plass","tv-plass"]}""",
        """{"do":"mark_matter","at":"2026-02-06","by":"vo","matter":"gangen","urgency":"soon","size":"small","interest":["vo-plass"]}""",
        """{"do":"need_fact","at":"2026-02-06","by":"vo","matter":"gangen","what":"Hva koster ei ny dør?","seat":"leder-plass","due":"2026-03-04"}""",
        """{"do":"bring_fact","at":"2026-02-06","by":"leder","matter":"gangen","fact":1,"found":"Det samme som ti lister."}""",
        """{"do":"take_responsibility","at":"2026-02-06","by":"tv","matter":"gangen","seat":"tv-plass","what":"Å måle varmen."}""",
        """{"do":"step_back","at":"2026-02-06","by":"tv","matter":"gangen","seat":"tv-plass","reason":"Broren selger dører."}""",
        """{"do":"raise_hms_concern","at":"2026-02-06","by":"vo-vara","matter":"gangen","concern":"Folk fryser."}""",
        """{"do":"link_document","at":"2026-02-06","by":"vo","matter":"gangen","title":"Måling","address":"https://arkiv.example.no/1","kind":"facts"}""",
        """{"do":"ask_data_protection","at":"2026-02-06","by":"vo","matter":"gangen","question":"Kan vi filme døra?"}""",
        """{"do":"note_data_protection_answer","at":"2026-02-06","by":"vo","matter":"gangen","answer":"Nei."}""",
        """{"do":"ask_leader","at":"2026-02-06","by":"vo","matter":"gangen","needs":"Penger til ei ny dør."}""",
        """{"do":"defer_matter","at":"2026-02-06","by":"leder","matter":"gangen","until":"2026-03-04","reason":"Vi måler først.","talk":["tv-plass","vo-plass"]}""",
        """{"do":"note_own_side","at":"2026-02-09","by":"vo","matter":"gangen","seat":"vo-plass","clearer":"Det er kaldest om morgenen."}""",
        """{"do":"end_deputyship","at":"2026-02-09","seat":"vo-plass","holding":"vo-vara"}""",
        """{"do":"plan_series","at":"2026-02-09","by":"leder","series":"moter","arena":"gruppa","first":"2026-03-04","begins":"13:30","lasts":60,"rhythm":"monthly","until":"2026-05-31","place":"Møterom 2","chair":"rotating","cooperationEvery":1}""",
        """{"do":"plan_meeting","at":"2026-02-09","by":"tv","meeting":"ekstra","arena":"gruppa","day":"2026-02-18","begins":"09:00","lasts":30}""",
        """{"do":"cancel_meeting","at":"2026-02-16","by":"tv","meeting":"ekstra","reason":"Det ble for tett."}""",
        """{"do":"move_meeting","at":"2026-02-16","by":"tv","meeting":"moter-2026-04-01","day":"2026-04-08","begins":"13:30","reason":"Påske."}""",
        """{"do":"add_item","at":"2026-03-02","by":"tv","meeting":"moter-2026-03-04","title":"Lys i gangen","purpose":"development","planned":10}""",
        """{"do":"hear_seat","at":"2026-03-02","by":"vo","meeting":"moter-2026-03-04","item":1,"seat":"vo-plass","view":"Det er mørkt."}""",
        """{"do":"open_meeting","at":"2026-03-04","by":"leder","meeting":"moter-2026-03-04","present":["leder-plass","tv-plass"],"chairedBy":"tv-plass","matters":["gangen"],"cooperation":true}""",
        """{"do":"note_attendance","at":"2026-03-04","by":"leder","meeting":"moter-2026-03-04","present":["leder-plass","tv-plass","vo-plass"]}""",
        """{"do":"skip_workday","at":"2026-03-04","by":"leder","meeting":"moter-2026-03-04"}""",
        """{"do":"note_workday","at":"2026-03-04","by":"vo","meeting":"moter-2026-03-04","workday":"Roligere."}""",
        """{"do":"note_cooperation","at":"2026-03-04","by":"tv","meeting":"moter-2026-03-04","together":"Godt."}""",
        """{"do":"take_up_matter","at":"2026-03-04","by":"leder","matter":"gangen"}""",
        """{"do":"hear_seat","at":"2026-03-04","by":"leder","meeting":"moter-2026-03-04","matter":"gangen","seat":"leder-plass","view":"Ei list er nok."}""",
        """{"do":"conclude_item","at":"2026-03-04","by":"leder","meeting":"moter-2026-03-04","item":1,"way":"moreFacts","summary":"Vi måler lyset.","seats":["leder-plass","tv-plass","vo-plass"]}""",
        """{"do":"conclude_item","at":"2026-03-04","by":"leder","meeting":"moter-2026-03-04","matter":"gangen","way":"tryOut","summary":"Vi prøver ei list.","seats":["leder-plass","tv-plass"]}""",
        """{"do":"agree_action","at":"2026-03-04","by":"leder","action":"lista","arena":"gruppa","what":"Sette på list","seats":["tv-plass","vo-plass"],"joint":true,"due":"2026-03-18","meeting":"moter-2026-03-04","matter":"gangen"}""",
        """{"do":"agree_action","at":"2026-03-04","by":"leder","action":"maling","arena":"gruppa","what":"Male gangen","seats":[],"meeting":"moter-2026-03-04","item":1}""",
        """{"do":"carry_action","at":"2026-03-18","by":"tv","action":"lista","due":"2026-04-08","reason":"Lista var utsolgt."}""",
        """{"do":"take_action","at":"2026-03-18","by":"ansatt","action":"maling"}""",
        """{"do":"complete_action","at":"2026-03-20","by":"vo","action":"lista","note":"Den sitter."}""",
        """{"do":"drop_action","at":"2026-03-20","by":"leder","action":"maling","reason":"Gangen skal bygges om."}""",
        """{"do":"confirm_way","at":"2026-03-20","by":"vo","meeting":"moter-2026-03-04","matter":"gangen"}""",
        """{"do":"present_minutes","at":"2026-03-20","by":"leder","meeting":"moter-2026-03-04"}""",
        """{"do":"reopen_minutes","at":"2026-03-20","by":"tv","meeting":"moter-2026-03-04","reason":"Vi glemte noe."}""",
        """{"do":"present_minutes","at":"2026-03-21","by":"leder","meeting":"moter-2026-03-04"}""",
        """{"do":"approve_minutes","at":"2026-03-21","by":"leder","meeting":"moter-2026-03-04"}""",
        """{"do":"approve_minutes","at":"2026-03-21","by":"tv","meeting":"moter-2026-03-04"}""",
        """{"do":"approve_minutes","at":"2026-03-22","by":"vo","meeting":"moter-2026-03-04"}""",
        """{"do":"correct_minutes","at":"2026-03-23","by":"tv","meeting":"moter-2026-03-04","entry":8,"correct":"Det var godt, men kort.","why":"Det ble sagt."}""",
        """{"do":"draft_report","at":"2026-03-23","by":"leder","report":"rapport","arena":"gruppa","from":"2026-01-01","until":"2026-03-20","text":"Vi har prøvd ei list."}""",
        """{"do":"edit_report","at":"2026-03-23","by":"tv","report":"rapport","text":"Vi har prøvd ei list i gangen.","problem":"Vi får ikke byttet vinduet."}""",
        """{"do":"present_report","at":"2026-03-23","by":"tv","report":"rapport"}""",
        """{"do":"reopen_report","at":"2026-03-23","by":"tv","report":"rapport","reason":"Vi glemte noe."}""",
        """{"do":"present_report","at":"2026-03-23","by":"tv","report":"rapport"}""",
        """{"do":"approve_report","at":"2026-03-23","by":"leder","report":"rapport"}""",
        """{"do":"approve_report","at":"2026-03-23","by":"tv","report":"rapport"}""",
        """{"do":"approve_report","at":"2026-03-23","by":"vo","report":"rapport"}""",
        """{"do":"send_report","at":"2026-03-23","by":"tv","report":"rapport"}""",
        """{"do":"establish_seat","at":"2026-03-23","seat":"htv-plass","arena":"styringsgruppa","role":"chiefShopSteward","organisation":"Fagforbundet"}""",
        """{"do":"take_seat","at":"2026-03-23","seat":"htv-plass","holding":"htv","person":"person-htv","name":"Hovedtillitsvalgt fra Nesodden"}""",
        """{"do":"add_report_note","at":"2026-03-23","by":"htv","report":"rapport","note":"Jeg ser det flere steder."}""",
        """{"do":"answer_report","at":"2026-03-23","by":"koordinator","report":"rapport","kind":"handsOver","answer":"Vi tar det med eiendom.","onProblem":"Det ligger hos kommunedirektøren.","to":"municipalDirector"}""",
        """{"do":"note_report_read","at":"2026-03-23","by":"vo","report":"rapport"}""",
        """{"do":"return_report_outcome","at":"2026-03-23","by":"koordinator","report":"rapport","outcome":"Vinduet byttes."}""",
        """{"do":"send_signal","at":"2026-03-23","by":"koordinator","signal":"sporsmal","arena":"styringsgruppa","kind":"progress","title":"Lista","text":"Hvordan går det?","arenas":["gruppa"],"answerBy":"2026-04-01"}""",
        """{"do":"give_reply","at":"2026-03-23","by":"tv","reply":"svaret","arena":"gruppa","signal":"sporsmal","answer":"Den sitter."}""",
        """{"do":"close_signal","at":"2026-03-23","by":"koordinator","signal":"sporsmal","result":"Vi spør igjen til høsten."}""",
        """{"do":"draft_experience","at":"2026-03-23","by":"tv","experience":"erfaring","arena":"gruppa","title":"Ei list","situation":"Det trakk.","tried":"Ei list.","result":"Varmere.","outcome":"kept","tips":"Mål først.","theme":"workingEnvironment","matter":"gangen"}""",
        """{"do":"edit_experience","at":"2026-03-23","by":"tv","experience":"erfaring","title":"Ei tettelist","situation":"Det trakk.","tried":"Ei list.","result":"Varmere.","outcome":"kept"}""",
        """{"do":"present_experience","at":"2026-03-23","by":"tv","experience":"erfaring"}""",
        """{"do":"reopen_experience","at":"2026-03-23","by":"tv","experience":"erfaring","reason":"Vi glemte tips."}""",
        """{"do":"present_experience","at":"2026-03-23","by":"tv","experience":"erfaring"}""",
        """{"do":"approve_experience","at":"2026-03-23","by":"leder","experience":"erfaring"}""",
        """{"do":"approve_experience","at":"2026-03-23","by":"tv","experience":"erfaring"}""",
        """{"do":"approve_experience","at":"2026-03-23","by":"vo","experience":"erfaring"}""",
        """{"do":"publish_experience","at":"2026-03-23","by":"tv","experience":"erfaring","shareable":true}""",
        """{"do":"offer_experience","at":"2026-03-23","by":"koordinator","experience":"erfaring","arenas":["gruppa"],"why":"Prøv dette."}""",
        """{"do":"answer_experience","at":"2026-03-23","by":"tv","adoption":"hos-oss","arena":"gruppa","experience":"erfaring","answer":"willTry"}""",
        """{"do":"tell_adoption","at":"2026-03-23","by":"tv","adoption":"hos-oss","outcome":"helped","result":"Varmt."}""",
        """{"do":"register_decision","at":"2026-03-23","by":"koordinator","political_decision":"vedtak","arena":"styringsgruppa","title":"Varme hus","body":"Kommunestyret","decidedOn":"2026-03-01"}""",
        """{"do":"note_learning_used","at":"2026-03-23","by":"koordinator","political_decision":"vedtak","experiences":["erfaring"],"reports":["rapport"],"how":"De sto i saka."}""",
        """{"do":"link_to_decision","at":"2026-03-23","by":"tv","decision_link":"knyttet","arena":"gruppa","politicalDecision":"vedtak","matter":"gangen"}""",
        """{"do":"note_use_read","at":"2026-03-23","by":"tv","decision_link":"lest","arena":"gruppa","politicalDecision":"vedtak"}""",
        """{"do":"celebrate_win","at":"2026-03-23","by":"tv","win":"seier","arena":"gruppa","what":"Varmt i gangen","matter":"gangen"}""",
        """{"do":"congratulate","at":"2026-03-23","by":"koordinator","win":"seier","greeting":"Godt gjort."}""",
        """{"do":"choose_sharing","at":"2026-03-23","by":"tv","experience":"erfaring","shareable":false}""",
        """{"do":"withdraw_experience","at":"2026-03-23","by":"tv","experience":"erfaring","reason":"Vi skriver den om."}""",
        """{"do":"grant_sharing","at":"2026-03-23","by":"koordinator","arena":"styringsgruppa","kind":"presence"}""",
        """{"do":"grant_sharing","at":"2026-03-23","by":"koordinator","arena":"styringsgruppa","kind":"figures"}""",
        """{"do":"withdraw_sharing","at":"2026-03-23","by":"koordinator","arena":"styringsgruppa","kind":"figures"}""",
        """{"do":"choose_report_rhythm","at":"2026-03-23","by":"koordinator","report_rhythm":"rytme","arena":"styringsgruppa","rhythm":"quarterly"}""",
        """{"do":"plan_staff_meeting","at":"2026-03-24","by":"leder","staff_meeting":"personalmote","arena":"gruppa","day":"2026-04-15","theme":"Hverdagen","question":"Hva er viktigst?"}""",
        """{"do":"ask_staff","at":"2026-03-24","by":"tv","staff_meeting":"personalmote","question":"Hva beholder vi?"}""",
        """{"do":"assign_part","at":"2026-03-24","by":"tv","staff_meeting":"personalmote","part":"Åpning","seat":"vo-plass"}""",
        """{"do":"open_collecting","at":"2026-04-15","by":"leder","staff_meeting":"personalmote"}""",
        """{"do":"close_collecting","at":"2026-04-15","by":"leder","staff_meeting":"personalmote"}""",
        """{"do":"type_answers","at":"2026-04-15","by":"tv","staff_meeting":"personalmote","question":1,"answers":["Mer tid ute.","Roligere morgener."],"table":1}""",
        """{"do":"type_answers","at":"2026-04-15","by":"tv","staff_meeting":"personalmote","question":2,"answers":["Lunsjen."]}""",
        """{"do":"note_taking_part","at":"2026-04-15","by":"tv","staff_meeting":"personalmote","present":22,"staff":41,"minutes":60}""",
        """{"do":"grant_mandate","at":"2026-04-15","by":"koordinator","mandate":"innsyn","arena":"styringsgruppa","holding":"revisor","person":"person-revisor","name":"Revisor fra Nesodden","authority":"controlCommittee","basis":"controlCommitteeAccess","purpose":"Å se om alle blir hørt.","wholeMunicipality":true,"start":"2026-04-15","end":"2026-12-31"}""",
        """{"do":"change_mandate_end","at":"2026-04-16","by":"koordinator","mandate":"innsyn","end":"2026-06-30","reason":"Oppgaven er mindre."}""",
        """{"do":"establish_seat","at":"2026-04-16","seat":"hjelper-plass","arena":"gruppa","role":"helper"}""",
        """{"do":"call_stop","at":"2026-04-16","by":"vo","help":"stopp","arena":"gruppa"}""",
        """{"do":"answer_stuck","at":"2026-04-16","by":"tv","help":"stopp","question":1,"answer":"Døra er tett."}""",
        """{"do":"state_cause","at":"2026-04-16","by":"tv","help":"stopp","cause":"Vi møtes for sjelden."}""",
        """{"do":"confirm_cause","at":"2026-04-16","by":"leder","help":"stopp"}""",
        """{"do":"confirm_cause","at":"2026-04-16","by":"vo","help":"stopp"}""",
        """{"do":"ask_for_help","at":"2026-04-16","by":"vo","help":"stopp","nav":true}""",
        """{"do":"propose_access","at":"2026-04-16","by":"vo","help":"stopp","seat":"hjelper-plass","start":"2026-04-16","end":"2026-05-16","matters":["gangen"]}""",
        """{"do":"agree_access","at":"2026-04-16","by":"leder","help":"stopp","access":1}""",
        """{"do":"agree_access","at":"2026-04-16","by":"tv","help":"stopp","access":1}""",
        """{"do":"plan_help_session","at":"2026-04-16","by":"tv","help":"stopp","day":"2026-04-17","begins":"09:00"}""",
        """{"do":"note_help_session","at":"2026-04-17","by":"tv","help":"stopp","present":["leder-plass","tv-plass","vo-plass","hjelper-plass"],"came":"Faste møter."}""",
        """{"do":"agree_to_show","at":"2026-04-17","by":"tv","help":"stopp"}""",
        """{"do":"take_back_showing","at":"2026-04-17","by":"leder","help":"stopp"}""",
        """{"do":"take_back_access","at":"2026-04-17","by":"leder","help":"stopp","access":1}""",
        """{"do":"end_stop","at":"2026-04-17","by":"leder","help":"stopp","learned":"Å møtes fast."}""",
        """{"do":"write_questions","at":"2026-04-17","by":"koordinator","own_questions":"egne","arena":"styringsgruppa","set":"bigThemes","questions":["Hva haster?","Hva venter vi med?"]}""",
        """{"do":"start_exercise","at":"2026-04-17","by":"tv","exercise":"ovelse","arena":"gruppa","set":"bigThemes"}""",
        """{"do":"share_answer","at":"2026-04-17","by":"tv","exercise":"ovelse","question":2,"as":"oneself","answer":"På personalmøtet."}""",
        """{"do":"summarise_exercise","at":"2026-04-17","by":"tv","exercise":"ovelse","summary":"Vi begynner med gangen."}""",
        """{"do":"agree_summary","at":"2026-04-17","by":"leder","exercise":"ovelse"}""",
        """{"do":"link_exercise","at":"2026-04-17","by":"vo","exercise":"ovelse","matter":"gangen"}""",
        """{"do":"end_exercise","at":"2026-04-17","by":"vo","exercise":"ovelse"}""",
        """{"do":"withdraw_questions","at":"2026-04-17","by":"koordinator","own_questions":"egne"}""",
        """{"do":"plan_training","at":"2026-04-17","by":"koordinator","training":"modellen","arena":"styringsgruppa","title":"Modellen","kind":"method","day":"2026-04-15","audience":"leaders"}""",
        """{"do":"edit_training","at":"2026-04-17","by":"koordinator","training":"modellen","title":"Modellen for alle","kind":"workingLifeModel","day":"2026-04-15","audience":"everyone"}""",
        """{"do":"hold_training","at":"2026-04-17","by":"koordinator","training":"modellen","day":"2026-04-16"}""",
        """{"do":"register_participation","at":"2026-04-17","by":"koordinator","participation":"gruppas-del","arena":"gruppa","training":"modellen","seats":["leder-plass"]}""",
        """{"do":"correct_participation","at":"2026-04-17","by":"koordinator","participation":"gruppas-del","seats":["leder-plass","tv-plass"]}""",
        """{"do":"withdraw_participation","at":"2026-04-17","by":"koordinator","participation":"gruppas-del"}""",
        """{"do":"cancel_training","at":"2026-04-17","by":"koordinator","training":"modellen","reason":"Den sto her to ganger."}""",
        """{"do":"establish_arena","at":"2026-04-17","arena":"nabogruppa","kind":"workingGroup","name":"Nabogruppa","workplace":"Nabohuset"}""",
        """{"do":"plan_gathering","at":"2026-04-17","by":"koordinator","gathering":"samling","arena":"styringsgruppa","theme":"Lister","day":"2026-05-20","arenas":["gruppa"],"place":"Rådhuset"}""",
        """{"do":"move_gathering","at":"2026-04-17","by":"koordinator","gathering":"samling","day":"2026-05-27"}""",
        """{"do":"invite_groups","at":"2026-04-17","by":"koordinator","gathering":"samling","arenas":["nabogruppa"]}""",
        """{"do":"draft_presentation","at":"2026-04-17","by":"tv","presentation":"framvisning","arena":"gruppa","gathering":"samling","text":"Ei list.","journey":true}""",
        """{"do":"edit_presentation","at":"2026-04-17","by":"vo","presentation":"framvisning","text":"Ei tettelist.","journey":true}""",
        """{"do":"agree_presentation","at":"2026-04-17","by":"vo","presentation":"framvisning"}""",
        """{"do":"take_back_presentation","at":"2026-04-17","by":"leder","presentation":"framvisning"}""",
        """{"do":"cancel_gathering","at":"2026-04-17","by":"koordinator","gathering":"samling","reason":"Ingen kunne."}""",
        """{"do":"take_seat","at":"2026-04-17","seat":"ansatte","holding":"ansatt-to","person":"person-ansatt-to","name":"Ansatt to fra Nesodden"}""",
        """{"do":"set_goal","at":"2026-04-17","by":"tv","goal":"samarbeid","arena":"gruppa","kind":"cooperation","what":"Vi spør hverandre","sign":"Alle kommer til orde."}""",
        """{"do":"revise_goal","at":"2026-04-17","by":"leder","goal":"samarbeid","kind":"cooperation","what":"Vi spør hverandre først"}""",
        """{"do":"assess_goal","at":"2026-04-17","by":"vo","goal":"samarbeid","year":2026,"quarter":2,"attainment":"partly","note":"Vi er i gang."}""",
        """{"do":"end_goal","at":"2026-04-17","by":"tv","goal":"samarbeid","learned":"Det tar tid."}""",
        """{"do":"reopen_goal","at":"2026-04-17","by":"tv","goal":"samarbeid"}""",
        """{"do":"open_trust_check","at":"2026-04-17","by":"tv","trust_check":"tillit","arena":"gruppa","closesOn":"2026-05-08"}""",
        """{"do":"end_mandate","at":"2026-04-17","by":"koordinator","mandate":"innsyn","reason":"Oppgaven er gjort."}""",
        .. SteeringYear,
        """{"do":"register_process","at":"2026-04-18","by":"leder","process":"nytt-hus","arena":"gruppa","title":"Nytt hus","kind":"building","beganOn":"2026-04-01","owner":"Teknisk sjef","plannedEnd":"2027-09-01","about":"Det er trangt."}""",
        """{"do":"edit_process","at":"2026-04-18","by":"leder","process":"nytt-hus","title":"Nytt hus i sentrum","beganOn":"2026-04-01","owner":"Teknisk sjef"}""",
        """{"do":"note_involvement","at":"2026-04-18","by":"koordinator","process":"nytt-hus","day":"2026-04-10","form":"discussed","phase":"workedOn","leaders":true,"shopStewards":true,"organisations":["Delta"],"what":"Referat.","matter":"gangen","steeringItem":"heltid"}""",
        """{"do":"take_back_involvement","at":"2026-04-18","by":"koordinator","process":"nytt-hus","involvement":1,"why":"Det var i fjor."}""",
        """{"do":"note_lack","at":"2026-04-18","by":"ordforer","process":"nytt-hus","phase":"beforeDecision","what":"Vi leste det i avisa."}""",
        """{"do":"answer_lack","at":"2026-04-18","by":"leder","process":"nytt-hus","lack":1,"answer":"Dere får saken i mai."}""",
        """{"do":"end_process","at":"2026-04-18","by":"leder","process":"nytt-hus","result":"Huset blir bygd."}""",
    ];

    private static string[] SteeringYear =>
    [
        """{"do":"establish_seat","at":"2026-04-17","seat":"ordforer-plass","arena":"styringsgruppa","role":"mayor","holding":"ordforer","person":"person-ordforer","name":"Ordfører fra Nesodden"}""",
        """{"do":"establish_seat","at":"2026-04-17","seat":"direktor-plass","arena":"styringsgruppa","role":"municipalDirector","holding":"direktor","person":"person-direktor","name":"Direktør fra Nesodden"}""",
        """{"do":"state_side","at":"2026-04-17","seat":"ordforer-plass","side":"position"}""",
        """{"do":"rename_arena","at":"2026-04-17","by":"ordforer","arena":"styringsgruppa","name":"TriPart"}""",
        """{"do":"note_founding","at":"2026-04-17","by":"koordinator","arena":"styringsgruppa","body":"council","decidedOn":"2026-02-05","text":"Vi arbeider slik.","reference":"26/5"}""",
        """{"do":"note_anchoring","at":"2026-04-17","by":"koordinator","arena":"styringsgruppa","name":"Administrasjonsutvalget","how":"Referatene går begge veier.","builtOnIt":true}""",
        """{"do":"constitute_steering_group","at":"2026-04-17","by":"koordinator","arena":"styringsgruppa","seats":["ordforer-plass","direktor-plass"]}""",
        """{"do":"mark_set_up","at":"2026-04-17","by":"koordinator","arena":"styringsgruppa","setUp":"established"}""",
        """{"do":"adopt_charter","at":"2026-04-17","by":"koordinator","arena":"styringsgruppa","charter":"Vi lærer av gruppene.","reviewOn":"2026-10-17"}""",
        """{"do":"renew_charter","at":"2026-04-17","by":"koordinator","arena":"styringsgruppa","reviewOn":"2027-04-17"}""",
        """{"do":"assess_legal_status","at":"2026-04-17","by":"koordinator","arena":"styringsgruppa","status":"dialogueArena","office":"Advokaten","assessment":"Den bestemmer ikke."}""",
        """{"do":"choose_composition","at":"2026-04-17","by":"ordforer","arena":"styringsgruppa","template":"triPart","reason":"Vi har funnet vår form."}""",
        """{"do":"note_steering_deviation","at":"2026-04-17","by":"ordforer","arena":"styringsgruppa","point":"noChiefShopSteward","reason":"Den plassen er ledig."}""",
        """{"do":"note_election","at":"2026-04-17","by":"koordinator","arena":"styringsgruppa","held":"2027-09-13","lastDay":"2027-10-20","seats":["ordforer-plass"]}""",
        """{"do":"add_steering_theme","at":"2026-04-17","by":"ordforer","arena":"styringsgruppa","name":"Rekruttering"}""",
        """{"do":"drop_steering_theme","at":"2026-04-17","by":"ordforer","arena":"styringsgruppa","theme":3}""",
        """{"do":"put_up_item","at":"2026-04-17","by":"ordforer","steering_item":"heltid","arena":"styringsgruppa","kind":"signal","title":"Heltid","content":"Vi vil ha flere hele stillinger.","theme":6}""",
        """{"do":"ask_about_item","at":"2026-04-17","by":"direktor","steering_item":"heltid","question":"Fra når?"}""",
        """{"do":"answer_about_item","at":"2026-04-17","by":"ordforer","steering_item":"heltid","question":1,"answer":"Fra høsten."}""",
        """{"do":"say_about_item","at":"2026-04-17","by":"koordinator","steering_item":"heltid","said":"Gruppene har prøvd det."}""",
        """{"do":"answer_signal","at":"2026-04-17","by":"direktor","steering_item":"heltid","answer":"Vi begynner i august."}""",
        """{"do":"link_paper","at":"2026-04-17","by":"direktor","steering_item":"heltid","title":"Notat","address":"https://arkiv.example.no/2"}""",
        """{"do":"route_item","at":"2026-04-17","by":"direktor","steering_item":"heltid","to":"consultation","why":"Det er en drøfting.","responsible":"HR"}""",
        """{"do":"note_item_outcome","at":"2026-04-18","by":"direktor","steering_item":"heltid","outcome":"Enighet."}""",
        """{"do":"close_item","at":"2026-04-18","by":"ordforer","steering_item":"heltid","summary":"Vi følger det."}""",
        """{"do":"reopen_item","at":"2026-04-18","by":"ordforer","steering_item":"heltid","reason":"Det kom mer."}""",
    ];

    // What comes after a year that is known from before.
    private static readonly string[] Sorted =
    [
        """{"do":"make_cluster","at":"2026-04-20","by":"vo","staff_meeting":"personalmote","name":"Ro","answers":["personalmote-2","personalmote-3"]}""",
        """{"do":"make_cluster","at":"2026-04-20","by":"vo","staff_meeting":"personalmote","name":"Ute","answers":["personalmote-1"]}""",
        """{"do":"answer_cluster","at":"2026-04-20","by":"vo","staff_meeting":"personalmote","cluster":1,"disposition":"takenUp","reason":"Det hører til saken om gangen.","matter":"gangen"}""",
        """{"do":"hand_over_seat","at":"2026-04-20","seat":"leder-plass","holding":"leder","to":"leder-ny","person":"person-leder-ny","name":"Ny leder fra Nesodden"}""",
        """{"do":"open_meeting","at":"2026-04-21","by":"leder-ny","meeting":"moter-2026-04-01","present":["leder-plass"],"matters":[]}""",
    ];

    public static TheoryData<string, string, string> BadLines => new()
    {
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"sak","by":"leder"}""", "problem", "error.required" },
        { """{"do":"clarify_problem","at":"31.2.2026","matter":"sak","by":"leder","problem":"Ja."}""", "at", "error.not-a-date" },
        { """{"do":"clarify_problem","at":"2026-12-24","matter":"sak","by":"leder","problem":"Ja."}""", "at", "error.in-future" },
        { """{"do":"clarify_problem","at":"2026-01-09","matter":"sak","by":"leder","problem":"Ja."}""", "at", "import.not-in-order" },
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"saka","by":"leder","problem":"Ja."}""", "matter", "import.name-unknown" },
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"gruppa","by":"leder","problem":"Ja."}""", "matter", "import.name-of-other" },
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"sak","by":"nestleder","problem":"Ja."}""", "by", "import.name-unknown" },
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"sak","by":"leder","problem":"Ja.","problems":"Nei."}""", "problems", "error.unknown-field" },
        { """{"do":"vote","at":"2026-02-09","matter":"sak","by":"leder"}""", "do", "import.no-such-act" },
        { """{"do":"withdraw_trial","at":"2026-02-09","matter":"sak","by":"leder","reason":"Ja."}""", "", "refusal.trial/none-proposed" },
        { """{"do":"raise_matter","at":"2026-02-09","matter":"sak","arena":"gruppa","by":"leder","title":"Heisen","concern":"Den står."}""", "matter", "import.name-taken" },
        { """{"do":"open_meeting","at":"2026-02-09","meeting":"moter-2026-03-04","by":"leder","present":["leder-plass"],"matters":[]}""", "meeting", "import.name-unknown" },
        { """{"do":"plan_series","at":"2026-02-09","series":"sak","arena":"gruppa","by":"leder","first":"2026-03-04","begins":"13:30","lasts":60,"rhythm":"monthly","until":"2026-05-31"}""", "series", "import.name-taken" },
        { """{"do":"plan_series","at":"2026-02-09","series":"moter","arena":"gruppa","by":"leder","first":"2026-03-04","begins":"halv to","lasts":60,"rhythm":"monthly","until":"2026-05-31"}""", "begins", "error.not-a-time" },
        { """{"do":"plan_series","at":"2026-02-09","series":"moter","arena":"gruppa","by":"leder","first":"2026-02-02","begins":"13:30","lasts":60,"rhythm":"monthly","until":"2026-05-31"}""", "", "refusal.series/begins-in-the-past" },
        { "[]", "", "import.not-an-object" },
        { "{", "", "import.not-an-object" },
        { """{"do":"clarify_problem","do":"close_matter"}""", "", "import.not-an-object" },
    };

    [Fact]
    public async Task A_file_that_is_brought_in_again_changes_nothing()
    {
        var story = Story("igjen", [.. Start, .. More]);
        await app.Load(story);
        var all = await Everything();

        await app.Load(story);
        Assert.Equal(all, await Everything());

        // Also where the fields stand in another order, with other spaces.
        await app.Load(story.Replace("""{"do":"close_matter","at":"2026-03-02",""", """{ "at": "2026-03-02",  "do": "close_matter", """, StringComparison.Ordinal));
        Assert.Equal(all, await Everything());
    }

    /// <summary>A command's id stays in the log when a text is erased: made of the text, it would tell one who guesses that the guess is right.</summary>
    [Fact]
    public async Task No_id_is_made_of_what_someone_wrote_and_a_text_that_has_changed_is_turned_down()
    {
        var first = Story("gjetter", [.. Start, .. More]);
        var other = first.Replace("Den står hver uke.", "Noe helt annet.", StringComparison.Ordinal).Replace("Ny heis er på plass.", "Ingenting.", StringComparison.Ordinal);
        Assert.Equal(Ids(first), Ids(other));

        await app.Load(first);
        var all = await Everything();
        var refused = Assert.IsType<Imported.Refused>(await app.Import(other));
        Assert.Equal("import.command-differs", refused.Fault.Key);
        Assert.Equal(all, await Everything());

        static List<Guid> Ids(string story) => [.. StoryReader.Read(System.Text.Encoding.UTF8.GetBytes(story), new(2026, 11, 20)).Story!.Commands.Select(c => c.Id)];
    }

    [Fact]
    public async Task A_file_that_has_grown_goes_on_where_it_was()
    {
        var tenant = new Tenant("vokser");
        await app.Load(Story("vokser", Start));
        Assert.Equal(4, await app.Count(tenant));

        var grown = Assert.IsType<Imported.Done>(await app.Import(Story("vokser", [.. Start, .. More])));
        Assert.Equal((6, 2, 2), (grown.Lines, grown.New, grown.Events));
        Assert.Equal(6, await app.Count(tenant));
    }

    [Fact]
    public async Task A_file_that_grows_in_the_middle_is_turned_down()
    {
        await app.Load(Story("midten", [.. Start, .. More]));
        var all = await Everything();

        var refused = Assert.IsType<Imported.Refused>(await app.Import(Story("midten", [.. Start, """{"do":"note_disagreement","at":"2026-02-05","matter":"sak","by":"leder","difference":"Når."}""", .. More])));

        Assert.Equal((6, "import.new-before-known"), (refused.Fault.Line, refused.Fault.Key));
        Assert.Equal(all, await Everything());
    }

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task A_bad_line_is_named_and_nothing_of_the_file_is_stored(string line, string field, string key)
    {
        var all = await Everything();

        var refused = Assert.IsType<Imported.Refused>(await app.Import(Story("feil", [.. Start, line, .. More])));

        Assert.Equal((6, field, key), (refused.Fault.Line, refused.Fault.Field ?? "", refused.Fault.Key));
        Assert.StartsWith(field == "" ? "6: " : $"6: {field}: ", refused.Fault.Say(new Language(Written.Bokmål)), StringComparison.Ordinal);
        Assert.DoesNotContain(key, refused.Fault.Say(new Language(Written.Bokmål)), StringComparison.Ordinal);
        Assert.Equal(all, await Everything());
        Assert.Empty(await Databases.Query<string>(app.Database, "select value from tenant_attributes where tenant_id = 'feil'"));
    }

    [Fact]
    public async Task What_a_file_brings_in_is_seen_at_once()
    {
        await app.Load(Story("synlig", [.. Start, .. More]));
        var leader = await app.SignIn(new Tenant("synlig"), TrepartApp.Id(new("synlig"), "person", "person-leder"));
        var board = await leader.Get($"/synlig/grupper/{TrepartApp.Group(new("synlig"))}");
        Assert.Contains("Heisen", board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_groups_whole_year_can_be_written_and_goes_on_where_it_was()
    {
        var tenant = new Tenant("helaar");
        var year = Assert.IsType<Imported.Done>(await app.Import(Story("helaar", [.. Start, .. Year])));
        Assert.Equal(Start.Length + Year.Length - 1, year.New);

        // What is pointed at by the lines that come after has the same id when the file is read once more.
        await app.Load(Story("helaar", [.. Start, .. Year, .. Sorted]));
        Assert.Equal(["Lunsjen.", "Roligere morgener."], await Databases.Query<string>(
            app.Database,
            """
            select w.text from mt_events e cross join jsonb_array_elements_text(e.data->'answers') a join words w on w.tenant_id = e.tenant_id and w.id = a::uuid
            where e.tenant_id = 'helaar' and e.type = 'cluster_made' and e.version = (select min(version) from mt_events where tenant_id = 'helaar' and type = 'cluster_made')
            order by 1
            """));
        Assert.Equal(3, await Rows("select count(*) from meetings where tenant_id = 'helaar' and series_id is not null"));
        Assert.Equal(1, await Rows("select count(*) from meetings where tenant_id = 'helaar' and stage = 'Approved' and jsonb_array_length(parties) = 3 and day = '2026-03-04'"));
        Assert.Equal(1, await Rows("select count(*) from meetings where tenant_id = 'helaar' and stage = 'Open' and day = '2026-04-08'"));
        Assert.Equal(await app.Count(tenant), year.Events + Sorted.Length + 1); // handing over is two
    }

    [Fact]
    public async Task Minutes_go_to_the_parties_of_the_day_as_the_desk_finds_them()
    {
        await app.Load(Story("parter", [.. Start, .. Year]));
        var seats = await app.Services.GetRequiredService<SeatBook>().PartiesOf(new("parter"), TrepartApp.Group(new("parter")), new(2026, 3, 21), default);
        var events = await Databases.Query<string>(app.Database, "select data->>'parties' from mt_events where tenant_id = 'parter' and type = 'minutes_presented' order by version");
        Assert.Equal(3, seats.Count);
        Assert.Equal(2, events.Count);
        Assert.All(events, e => Assert.Equal(seats, JsonSerializer.Deserialize<Domain.Many<Domain.Many<Guid>>>(e, EventJson.Options)));
    }

    [Fact]
    public async Task Minutes_whose_way_a_party_has_not_confirmed_are_not_finished_in_a_file_either()
    {
        var confirm = Array.FindIndex(Year, l => l.Contains("confirm_way", StringComparison.Ordinal));
        var refused = Assert.IsType<Imported.Refused>(await app.Import(Story("ubekreftet", [.. Start, .. Year[..confirm], .. Year[(confirm + 1)..]])));
        Assert.Equal((Start.Length + confirm + 1, "refusal.meeting/way-not-confirmed"), (refused.Fault.Line, refused.Fault.Key));
    }

    [Theory]
    [InlineData("personalmote-3", "personalmote-4", "answers/1", "import.name-unknown")]
    [InlineData("personalmote-3", "gangen", "answers/1", "import.name-of-other")]
    [InlineData("\"matters\":[]", "\"matters\":[\"trekk\"]", "matters/0", "import.name-of-other")]
    [InlineData("moter-2026-04-01", "moter-2026-04-08", "meeting", "import.name-unknown")]
    public async Task A_meeting_an_answer_or_a_matter_that_is_not_there_is_named(string was, string now, string field, string key)
    {
        var line = Start.Length + Year.Length + 1 + Array.FindIndex(Sorted, l => l.Contains(was, StringComparison.Ordinal));
        var refused = Assert.IsType<Imported.Refused>(await app.Import(Story("mangler", [.. Start, .. Year, .. Sorted.Select(l => l.Replace(was, now, StringComparison.Ordinal))])));
        Assert.Equal((line, field, key), (refused.Fault.Line, refused.Fault.Field, refused.Fault.Key));
    }

    /// <summary>Every act that is told of in a file is told of in one: here or in the demo's.</summary>
    [Fact]
    public void Every_act_that_erases_nothing_can_be_written_as_a_line()
    {
        var told = Sources.Under("tools/stories", ".jsonl").SelectMany(s => s.Text.Split('\n')).Concat(Start).Concat(More).Concat(Year).Concat(Sorted)
            .Where(l => l.Length > 0).Select(l => JsonNode.Parse(l)!["do"]!.ToString()).ToHashSet();
        Assert.Equal([], AllActs.ByName.Values.Where(a => a.Erases is null && !told.Contains(a.Name)).Select(a => a.Name).Order(StringComparer.Ordinal));
    }

    private async Task<long> Rows(string count) => (await Databases.Query<long>(app.Database, count))[0];

    private static string Story(string tenant, params string[] lines) => string.Join('\n', lines).Replace("TENANT", tenant, StringComparison.Ordinal);

    /// <summary>Every table with its number of rows and a hash of what stands in them.</summary>
    private async Task<IReadOnlyList<string>> Everything()
    {
        await app.CaughtUp();
        var tables = await Databases.Query<string>(app.Database, "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1");
        Assert.Contains("mt_events", tables);
        var all = new List<string>();
        foreach (var table in tables)
            all.AddRange(await Databases.Query<string>(app.Database, $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t"));
        return all;
    }
}
